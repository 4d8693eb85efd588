package gradebox.sandbox.docker;

import gradebox.sandbox.EngineUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Say where the engine listens.
 *
 * @param socket its Unix domain socket
 */
record EngineAddress(Path socket) {
    private static final String SCHEME = "unix://";
    private static final String USUAL = SCHEME + "/var/run/docker.sock";

    /** Where Docker Desktop listens, below the user's own folder. */
    private static final String DESKTOP = ".docker/run/docker.sock";

    /**
     * Read {@code DOCKER_HOST}; where it is not set, the engine listens at the usual place, or
     * where Docker Desktop puts its socket for one user.
     */
    static EngineAddress from(Map<String, String> environment) throws EngineUnavailableException {
        return from(environment, Files::exists);
    }

    static EngineAddress from(Map<String, String> environment, Predicate<Path> exists)
            throws EngineUnavailableException {
        String asked = environment.getOrDefault("DOCKER_HOST", "");
        String host = asked.isBlank() ? unasked(environment, exists) : asked.strip();
        if (!host.startsWith(SCHEME + "/")) {
            throw new EngineUnavailableException(
                    ("DOCKER_HOST is %s, but sandboxes need an engine on this machine, since they"
                                    + " see its files: unset it, or set it to %s")
                            .formatted(host, USUAL));
        }
        return new EngineAddress(Path.of(host.substring(SCHEME.length())));
    }

    private static String unasked(Map<String, String> environment, Predicate<Path> exists) {
        String home = environment.getOrDefault("HOME", "");
        boolean isUsual = exists.test(Path.of(USUAL.substring(SCHEME.length())));
        if (isUsual || !home.startsWith("/") || !exists.test(Path.of(home, DESKTOP))) {
            return USUAL;
        }
        return SCHEME + Path.of(home, DESKTOP);
    }
}
