package gradebox.sandbox.docker;

import gradebox.sandbox.RunIdentity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Find what a process has left in an engine. */
public final class LeftBehind {
    private LeftBehind() {}

    /**
     * Return the names of the containers that a process has made and that are not gone.
     *
     * @param environment where {@code DOCKER_HOST} may stand
     */
    public static List<String> by(long pid, Map<String, String> environment) throws Exception {
        try (var engine = DockerEngine.connect(environment)) {
            return engine
                    .containers()
                    .labelled(Map.of(RunIdentity.PID, Long.toString(pid)))
                    .stream()
                    .flatMap(container -> Arrays.stream(container.getNames()))
                    .toList();
        }
    }
}
