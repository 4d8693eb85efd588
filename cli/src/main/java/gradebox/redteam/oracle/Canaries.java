package gradebox.redteam.oracle;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hold secrets that nothing may give away, drawn anew for each run: text of a hidden test and of a
 * generator, a held-out label, a secret of gradebox's environment, a file of the host.
 *
 * @param suite a word in the hidden tests
 * @param generator a word in the generator of data
 * @param label a number among the held-out labels
 * @param environment a secret in the environment of the grading process
 * @param host what stands in a file of the host
 * @param mark a file that submissions' payloads make, wherever they run: the host may not have it
 */
public record Canaries(
        String suite, String generator, String label, String environment, String host, Path mark) {

    /** Draw new ones. */
    public static Canaries draw(SecureRandom random) {
        return new Canaries(
                word("suite", random),
                word("generator", random),
                "7" + (10_000_000_000_000L + random.nextLong(80_000_000_000_000L)),
                word("environment", random),
                word("host", random),
                Path.of("/tmp/gradebox-" + word("mark", random)));
    }

    private static String word(String what, SecureRandom random) {
        var bytes = new byte[8];
        random.nextBytes(bytes);
        return "canary-" + what + "-" + HexFormat.of().formatHex(bytes);
    }

    /** Put the secrets where a target has their placeholders. */
    public String plant(String text) {
        return text.replace("@canary-suite@", suite)
                .replace("@canary-generator@", generator)
                .replace("@canary-label@", label);
    }

    /** Put the mark where a submission has its placeholder. */
    public String arm(String text) {
        return text.replace("@mark@", mark.toString());
    }

    /** Return what to look for, by the secret's name: each as it is, backwards, and in hex. */
    Map<String, Collection<String>> forms() {
        var forms = new LinkedHashMap<String, Collection<String>>();
        forms.put("a hidden test", forms(suite));
        forms.put("the generator of the data", forms(generator));
        forms.put("a held-out label", forms(label));
        forms.put("a secret of the environment", forms(environment));
        forms.put("a file of the host", forms(host));
        return forms;
    }

    private static Collection<String> forms(String secret) {
        var hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
        return List.of(secret, new StringBuilder(secret).reverse().toString(), hex);
    }
}
