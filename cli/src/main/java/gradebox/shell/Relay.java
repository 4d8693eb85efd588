package gradebox.shell;

import gradebox.sandbox.call.CallResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Name the program that runs a shell inside a sandbox and carries its streams out. */
public final class Relay {
    private static final String FILE = "gradebox_shell.py";

    private Relay() {}

    /**
     * Put it into the folder of the host that sandboxes see at {@link CallResources#FOLDER}.
     *
     * @param runtime the folder, staged already
     */
    public static void stage(Path runtime) throws IOException {
        try (var in = Relay.class.getResourceAsStream(FILE)) {
            Files.write(runtime.resolve(FILE), Objects.requireNonNull(in).readAllBytes());
        }
    }

    /**
     * Return its command.
     *
     * @param name what the prompt says
     * @param size of the terminal that the shell gets; without one it reads commands from a pipe
     */
    static List<String> command(String name, WindowSize size) {
        return List.of(
                "python3",
                "-I", // the submission's folder holds what would be imported in place of Python's
                "-B",
                CallResources.FOLDER + "/" + FILE,
                size.isNone() ? "commands" : "terminal",
                name,
                Integer.toString(size.rows()),
                Integer.toString(size.columns()));
    }
}
