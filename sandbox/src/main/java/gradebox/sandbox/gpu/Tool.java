package gradebox.sandbox.gpu;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Run the driver's own program, within a deadline. A driver that hangs holds its callers in the
 * kernel, where no signal reaches them: such a one is left behind, and not waited for.
 *
 * @param program its name or path
 * @param limit how long it may take
 */
record Tool(String program, Duration limit) {
    private static final int MOST_BYTES = 4 << 20;

    /** Return the lines that it printed, warnings left out. */
    List<String> run(String... arguments) throws SandboxException, InterruptedException {
        return run(true, arguments);
    }

    /** Return the lines that it printed, though it says that it failed. */
    List<String> runAnyhow(String... arguments) throws SandboxException, InterruptedException {
        return run(false, arguments);
    }

    private List<String> run(boolean wellOnly, String... arguments)
            throws SandboxException, InterruptedException {
        try {
            var output = Files.createTempFile("gradebox-gpu-", ".txt");
            try {
                return run(wellOnly, output, arguments);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (SandboxException e) {
            throw e;
        } catch (IOException e) {
            throw new SandboxException("the output of %s cannot be kept".formatted(program), e);
        }
    }

    private List<String> run(boolean wellOnly, Path output, String... arguments)
            throws IOException, InterruptedException {
        var process = start(output, arguments);
        try {
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SandboxException(
                        "%s gave no answer within %d s".formatted(program, limit.toSeconds()));
            }
        } finally {
            process.destroyForcibly();
        }
        var lines = read(output);
        if (wellOnly && process.exitValue() != 0) {
            throw new SandboxException(
                    "%s failed with exit code %d: %s"
                            .formatted(program, process.exitValue(), String.join(" ", lines)));
        }
        return lines;
    }

    private Process start(Path output, String... arguments) throws EngineUnavailableException {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.redirectInput(new File("/dev/null")).redirectOutput(output.toFile());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new EngineUnavailableException(
                    "this machine has no NVIDIA driver (%s does not start): install it, or use no GPU (--gpus none)"
                            .formatted(program),
                    e);
        }
    }

    private static List<String> read(Path output) throws IOException {
        try (var in = Files.newInputStream(output)) {
            var text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("WARNING:"))
                    .toList();
        }
    }
}
