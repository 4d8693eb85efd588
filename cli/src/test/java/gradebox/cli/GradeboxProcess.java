package gradebox.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs gradebox as a process of its own, as the launcher does. */
final class GradeboxProcess {
    private static final Path HOME = Path.of(System.getProperty("gradebox.home"));

    private final Process process;
    private final Path out;
    private final Path err;

    private GradeboxProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What a process left behind. */
    record Result(int code, String out, String err) {}

    /**
     * @param work a fresh folder for its state and output
     * @param environment what to add to this process's own
     */
    static GradeboxProcess start(
            Class<?> main, Path work, Map<String, String> environment, String... arguments)
            throws IOException {
        var command = new ArrayList<String>();
        // a build in the background ignores SIGINT, and its children would too
        command.addAll(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.add("-Dtest.state=" + work.resolve("state"));
        command.add("-Dgradebox.home=" + HOME);
        command.addAll(classPath(absolute(System.getProperty("java.class.path"))));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        var out = Files.createTempFile(work, "out", ".txt");
        var err = Files.createTempFile(work, "err", ".txt");
        var builder =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("GRADEBOX_STATE", work.resolve("state").toString());
        builder.environment().putAll(environment);
        return new GradeboxProcess(builder.start(), out, err);
    }

    /**
     * Say where classes are. Once gradebox's jar is built it comes first, with the classes that the
     * launcher has had written down: hundreds of processes start in less time.
     */
    private static List<String> classPath(String own) throws IOException {
        var jar = HOME.resolve("cli/target/gradebox.jar");
        if (!List.of(own.split(File.pathSeparator, -1)).contains(jar.toString())) {
            return List.of("-cp", own);
        }
        var release = Runtime.version().feature();
        var archive = HOME.resolve("cli/target/gradebox-jdk%d.jsa".formatted(release));
        if (!Files.exists(archive)
                || Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(jar))
                        < 0) {
            writeDown();
        }
        return List.of(
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:SharedArchiveFile=" + archive,
                "-cp",
                jar + File.pathSeparator + own);
    }

    /** Have the launcher do it, with this JDK. */
    private static void writeDown() throws IOException {
        var launcher =
                new ProcessBuilder(HOME.resolve("gradebox").toString(), "--version")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            launcher.start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String absolute(String classPath) {
        var entries = new ArrayList<String>();
        for (var entry : classPath.split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().normalize().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    Result await() throws IOException, InterruptedException {
        return await(Duration.ofSeconds(60));
    }

    Result await(Duration limit) throws IOException, InterruptedException {
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("gradebox does not end; it said: " + text(err));
        }
        return new Result(process.exitValue(), text(out), text(err));
    }

    long pid() {
        return process.pid();
    }

    /** Wait until a file is there, made by the process. */
    GradeboxProcess awaitFile(Path file) throws IOException, InterruptedException {
        for (int i = 0; i < 3_000 && !Files.exists(file); i++) {
            if (!process.isAlive()) {
                throw new AssertionError("gradebox ended; it said: " + text(err));
            }
            Thread.sleep(10);
        }
        return this;
    }

    /** Send what Ctrl-C sends, or SIGTERM. */
    GradeboxProcess signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(process.pid())).start().waitFor();
        return this;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
