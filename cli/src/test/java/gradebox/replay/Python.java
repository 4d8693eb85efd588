package gradebox.replay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs with the system's Python. */
final class Python {
    private static final String PYTHON = "/usr/bin/python3";

    private Python() {}

    /** What a process left behind. */
    record Ended(int code, String out) {}

    /** Run a program, given its arguments: a file, or {@code -c} and a text. */
    static Ended run(Path folder, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(PYTHON, "-E", "-s", "-B"));
        command.addAll(List.of(arguments));
        var log = Files.createTempFile(folder, "python", ".txt");
        // No language is said in Gradescope's containers.
        command.addAll(0, List.of("/usr/bin/env", "-i", "PATH=/usr/bin:/bin"));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("Python does not end: " + said(log));
            }
            return new Ended(process.exitValue(), said(log));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String said(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Return what a program of ours is written in. */
    static String source(String name) throws IOException {
        try (var resource = Replay.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new AssertionError(name + " is missing from this build");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
