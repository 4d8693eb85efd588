package gradebox.redteam.oracle;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Expect the attack to take no longer than its limit allows. */
final class WallRule implements Rule {

    @Override
    public String name() {
        return "time";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        var wall = BigDecimal.valueOf(evidence.expected().wall().toMillis(), 3);
        var broken = new ArrayList<String>();
        for (var attacker : evidence.attackers()) {
            var seconds = attacker.path("seconds");
            if (!seconds.isNumber() || seconds.decimalValue().compareTo(wall) > 0) {
                broken.add("it took %s s; it may take %s s".formatted(seconds, wall));
            }
        }
        return broken;
    }
}
