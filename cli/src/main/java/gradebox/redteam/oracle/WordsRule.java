package gradebox.redteam.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Expect staff and student to be told what happened, and nothing that has to stay out. */
final class WordsRule implements Rule {

    @Override
    public String name() {
        return "words";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        var broken = new ArrayList<String>();
        var said = said(evidence);
        for (var pattern : evidence.expected().says()) {
            if (!pattern.matcher(said).find()) {
                broken.add("nothing says /%s/; what is said: %s".formatted(pattern, said));
            }
        }
        for (var pattern : evidence.expected().keepsOut()) {
            for (var text : evidence.own().entrySet()) {
                if (pattern.matcher(text.getValue()).find()) {
                    broken.add("%s holds /%s/".formatted(text.getKey(), pattern));
                }
            }
        }
        if (evidence.expected().flagged() && evidence.flags().isEmpty()) {
            broken.add("staff are given no flag");
        }
        return broken;
    }

    /** Return what is written of the attack: the words first, in full, then all of the files. */
    private static String said(Evidence evidence) throws IOException {
        var said = new StringBuilder();
        for (var attacker : evidence.attackers()) {
            said.append(attacker.path("why").asText()).append('\n');
            attacker.path("notes").forEach(note -> said.append(note.asText()).append('\n'));
            for (var line : attacker.path("lines")) {
                said.append(line.path("outcome").asText()).append(' ');
                said.append(line.path("reason").asText()).append(": ");
                said.append(line.path("feedback").asText()).append('\n');
                line.path("flags").forEach(flag -> said.append(flag.asText()).append('\n'));
            }
            var results =
                    evidence.folders()
                            .out()
                            .resolve("submissions")
                            .resolve(attacker.path("id").asText())
                            .resolve("results.json");
            said.append(Files.readString(results, StandardCharsets.UTF_8));
        }
        evidence.flags().forEach(flag -> said.append(flag).append('\n'));
        return said.append(evidence.messages()).toString();
    }
}
