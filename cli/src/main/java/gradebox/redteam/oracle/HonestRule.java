package gradebox.redteam.oracle;

import java.io.IOException;
import java.util.List;

/** Expect the honest submission that is graded next to get all points. */
final class HonestRule implements Rule {

    @Override
    public String name() {
        return "next";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        for (var submission : evidence.report().path("submissions")) {
            if (submission.path("id").asText().equals(Evidence.HONEST)) {
                var score = submission.path("score");
                boolean full =
                        score.isNumber()
                                && score.decimalValue()
                                                .compareTo(submission.path("max").decimalValue())
                                        == 0;
                return full
                        ? List.of()
                        : List.of("the next, honest submission scores " + score + ", not all");
            }
        }
        return List.of("the next, honest submission is not in class.json");
    }
}
