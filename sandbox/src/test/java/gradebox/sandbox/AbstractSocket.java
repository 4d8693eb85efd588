package gradebox.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Listen on a local socket that has no file: Java knows none, Python does. */
final class AbstractSocket implements AutoCloseable {
    private static final String LISTEN =
            """
            import socket, sys
            with socket.socket(socket.AF_UNIX) as one:
                one.bind('\\0' + sys.argv[1])
                one.listen()
                print('listens', flush=True)
                sys.stdin.read()
            """;

    private final Process process;

    AbstractSocket(String name) throws Exception {
        process = new ProcessBuilder(PYTHON, "-c", LISTEN, name).start();
        var said = process.inputReader().readLine();
        if (!"listens".equals(said)) {
            throw new IllegalStateException("there is no listener: " + said);
        }
    }

    private static final String PYTHON = "/usr/bin/python3";

    /** Run a program on the host itself, to show that the listener can be reached. */
    String reach(String program) throws Exception {
        var other = new ProcessBuilder(List.of(PYTHON, "-c", program)).start();
        try (var said = other.getInputStream()) {
            return new String(said.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
