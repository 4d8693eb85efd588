package gradebox.sandbox.docker;

import gradebox.sandbox.EngineUnavailableException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Say where the engine listens.
 *
 * @param socket its Unix domain socket
 */
record EngineAddress(Path socket) {
    private static final String SCHEME = "unix://";
    private static final String USUAL = SCHEME + "/var/run/docker.sock";

    /** Read {@code DOCKER_HOST}; where it is not set, the engine listens at the usual place. */
    static EngineAddress from(Map<String, String> environment) throws EngineUnavailableException {
        String asked = environment.getOrDefault("DOCKER_HOST", "");
        String host = asked.isBlank() ? USUAL : asked.strip();
        if (!host.startsWith(SCHEME + "/")) {
            throw new EngineUnavailableException(
                    ("DOCKER_HOST is %s, but sandboxes need an engine on this machine, since they"
                                    + " see its files: unset it, or set it to %s")
                            .formatted(host, USUAL));
        }
        return new EngineAddress(Path.of(host.substring(SCHEME.length())));
    }
}
