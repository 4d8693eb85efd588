package gradebox.sandbox.docker.setup;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Be the machine that this process runs on. */
final class ThisMachine implements Machine {
    private static final int LAST_LINES = 3;

    private final Map<String, String> environment;

    ThisMachine(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public boolean isDebian() {
        return Files.exists(Path.of("/etc/debian_version")) && has("apt-get");
    }

    /** A user's own PATH often lacks the folders where a system's programs lie. */
    @Override
    public boolean has(String program) {
        String path = environment.getOrDefault("PATH", "") + ":/usr/local/sbin:/usr/sbin:/sbin";
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Override
    public void run(List<String> command, Map<String, String> more)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("gradebox-setup-", ".log");
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(more);
            builder.redirectInput(new File("/dev/null")).redirectOutput(log.toFile());
            int code = waitFor(builder.start());
            if (code != 0) {
                throw new IOException(
                        "%s failed with exit code %d: %s"
                                .formatted(String.join(" ", command), code, lastWords(log)));
            }
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static int waitFor(Process process) throws InterruptedException {
        try {
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }

    @Override
    public void startInBackground(List<String> command, Path log)
            throws IOException, InterruptedException {
        var detached = new ArrayList<>(List.of("setsid", "--fork"));
        detached.addAll(command);
        var builder = new ProcessBuilder(detached).directory(new File("/"));
        builder.redirectInput(new File("/dev/null"));
        builder.redirectOutput(Redirect.appendTo(log.toFile())).redirectErrorStream(true);
        int code = waitFor(builder.start());
        if (code != 0) {
            throw new IOException("cannot start %s: %s".formatted(command, lastWords(log)));
        }
    }

    @Override
    public String lastWords(Path log) {
        try {
            var text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            var lines = text.lines().filter(line -> !line.isBlank()).toList();
            return String.join(
                    " / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log at " + log + ")";
        }
    }
}
