package gradebox.graders.pytest;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Find the suites that tests run. */
final class Suites {
    private Suites() {}

    /** Return a suite's folder, as a setting names it. */
    static String of(String name) throws URISyntaxException {
        var url = Objects.requireNonNull(Suites.class.getResource(name), name);
        return Path.of(url.toURI()).toString();
    }
}
