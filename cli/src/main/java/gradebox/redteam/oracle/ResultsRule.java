package gradebox.redteam.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.output.GradescopeSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Expect every {@code results.json} to be strict JSON, of Gradescope's format, with sane scores.
 */
final class ResultsRule implements Rule {
    private static final String FILE = "results.json";

    private final GradescopeSchema schema = new GradescopeSchema();

    @Override
    public String name() {
        return "results";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        var broken = new ArrayList<String>();
        int found = 0;
        for (var file : evidence.files().entrySet()) {
            if (file.getValue().endsWith(FILE)) {
                found++;
                var faults = faults(StrictJson.read(Files.readAllBytes(file.getValue())));
                faults.forEach(fault -> broken.add(file.getKey() + ": " + fault));
            }
        }
        int submissions = evidence.report().path("submissions").size();
        if (found != submissions) {
            broken.add("%d submissions have %d %s".formatted(submissions, found, FILE));
        }
        return broken;
    }

    private List<String> faults(JsonNode results) {
        var faults = new ArrayList<>(schema.validate(results));
        for (var test : results.path("tests")) {
            var score = test.path("score");
            var most = test.path("max_score");
            boolean above =
                    score.isNumber()
                            && most.isNumber()
                            && score.decimalValue().compareTo(most.decimalValue()) > 0;
            if (above || (score.isNumber() && score.decimalValue().signum() < 0)) {
                faults.add("a score of %s of %s".formatted(score, most));
            }
        }
        return faults;
    }
}
