package gradebox.redteam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Find the attacks of a folder.
 *
 * @param folder which also holds {@code targets/} and {@code controls/}
 * @param attacks by number and name
 */
public record Corpus(Path folder, List<Attack> attacks) {

    public Corpus {
        attacks = List.copyOf(attacks);
    }

    /** Read all of a folder's attacks. */
    public static Corpus read(Path folder) throws CorpusException, IOException {
        var attacks = new ArrayList<Attack>();
        try (var all = Files.newDirectoryStream(folder, "[0-9]*")) {
            for (var each : all) {
                attacks.add(AttackReader.read(each));
            }
        }
        attacks.sort(Comparator.comparingInt(Attack::number).thenComparing(Attack::name));
        return new Corpus(folder, attacks);
    }

    /**
     * Keep the attacks that a user names.
     *
     * @param only numbers ({@code 56}), ranges ({@code 60-63}) and names; empty for all
     */
    public Corpus only(List<String> only) throws CorpusException {
        var chosen = new ArrayList<Attack>();
        for (var word : only) {
            var found = attacks.stream().filter(attack -> matches(attack, word)).toList();
            if (found.isEmpty()) {
                throw new CorpusException(
                        "--only: there is no attack %s; %s has them all".formatted(word, folder));
            }
            found.stream().filter(attack -> !chosen.contains(attack)).forEach(chosen::add);
        }
        chosen.sort(Comparator.comparing(attacks::indexOf));
        return only.isEmpty() ? this : new Corpus(folder, chosen);
    }

    private static boolean matches(Attack attack, String word) {
        if (word.matches("\\d{1,3}")) {
            return attack.number() == Integer.parseInt(word);
        }
        if (word.matches("\\d{1,3}-\\d{1,3}")) {
            var ends = word.split("-", 2);
            return attack.number() >= Integer.parseInt(ends[0])
                    && attack.number() <= Integer.parseInt(ends[1]);
        }
        return attack.name().equals(word);
    }

    /** Return the folder of an assignment that is attacked. */
    Path target(String name) throws CorpusException {
        var found = folder.resolve("targets").resolve(name);
        if (!Files.isDirectory(found)) {
            throw new CorpusException("there is no target " + name + " in " + folder);
        }
        return found;
    }
}
