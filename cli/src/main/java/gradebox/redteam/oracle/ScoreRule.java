package gradebox.redteam.oracle;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Expect no more points than an honest wrong solution gets. */
final class ScoreRule implements Rule {

    @Override
    public String name() {
        return "score";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        var most = evidence.expected().most();
        var broken = new ArrayList<String>();
        for (var attacker : evidence.attackers()) {
            var score = attacker.path("score");
            if (score.isNumber() && score.decimalValue().compareTo(most) > 0) {
                broken.add(tooMuch(score.decimalValue(), most));
            }
        }
        return broken;
    }

    private static String tooMuch(BigDecimal score, BigDecimal most) {
        return "it scores %s, and an honest wrong solution %s"
                .formatted(score.toPlainString(), most.toPlainString());
    }
}
