package gradebox.redteam.oracle;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Expect the attack to take no longer than its limit allows: by the report, and by our own clock,
 * which also sees what is done before and after a submission is graded.
 */
final class WallRule implements Rule {

    @Override
    public String name() {
        return "time";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        var wall = seconds(evidence.expected().wall());
        var broken = new ArrayList<String>();
        for (var attacker : evidence.attackers()) {
            var seconds = attacker.path("seconds");
            if (!seconds.isNumber() || seconds.decimalValue().compareTo(wall) > 0) {
                broken.add("it took %s s; it may take %s s".formatted(seconds, wall));
            }
        }
        var all = evidence.expected().wall().plus(evidence.expected().beside());
        var took = evidence.traces().wall().minus(evidence.others());
        if (took.compareTo(all) > 0) {
            broken.add(
                    "the whole run took %s s; it may take %s s"
                            .formatted(seconds(took), seconds(all)));
        }
        return broken;
    }

    private static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3);
    }
}
