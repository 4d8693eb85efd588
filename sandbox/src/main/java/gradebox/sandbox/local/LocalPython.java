package gradebox.sandbox.local;

import gradebox.sandbox.EngineUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Name the Python that local processes run.
 *
 * @param executable what to start in place of {@code python3}
 * @param packages where the user's own packages lie (Python's user base), which count then; empty
 *     where only those count that Python finds by itself
 */
public record LocalPython(String executable, Optional<String> packages) {
    private static final String PROGRAM =
            "import site, sys; print(sys.executable); print(site.getuserbase())";

    /**
     * Find the one that this user starts as {@code python3}.
     *
     * @throws EngineUnavailableException if there is none, with what to do
     */
    public static LocalPython find() throws EngineUnavailableException, InterruptedException {
        try {
            var process =
                    new ProcessBuilder(List.of("python3", "-c", PROGRAM))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            var said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList();
            if (process.waitFor() == 0 && said.size() == 2 && !said.get(0).isBlank()) {
                return new LocalPython(said.get(0), Optional.of(said.get(1)));
            }
        } catch (IOException e) {
            // told below
        }
        throw new EngineUnavailableException(
                "there is no python3 that starts: install Python 3, or put it on the PATH");
    }
}
