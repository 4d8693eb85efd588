package gradebox.redteam.oracle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Expect the attack in the report, in a status that it may have. */
final class StatusRule implements Rule {

    @Override
    public String name() {
        return "status";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        var attackers = evidence.attackers();
        if (attackers.isEmpty()) {
            return List.of("it is not in class.json: nobody would miss it");
        }
        var broken = new ArrayList<String>();
        for (var attacker : attackers) {
            var status = attacker.path("status").asText();
            if (!evidence.expected().statuses().contains(status)) {
                broken.add(
                        "it is %s, where %s was expected; %s"
                                .formatted(
                                        status,
                                        String.join(" or ", evidence.expected().statuses()),
                                        attacker.path("why").asText()));
            }
        }
        return broken;
    }
}
