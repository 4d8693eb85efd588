package gradebox.cli;

import gradebox.upload.Backoff;
import gradebox.upload.Upload;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** A class of two and a roster of three, uploaded to a stand-in; waits take no time. */
final class UploadLab implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");

    private final PretendedGradescope gradescope = new PretendedGradescope();
    private final List<Duration> pauses = new ArrayList<>();
    private final StringBuilder earlier = new StringBuilder();
    private final Path folder;
    private String token = PretendedGradescope.TOKEN;
    private LoginPrompt prompt = host -> Optional.empty();
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    UploadLab(Path folder) throws IOException {
        this.folder = folder;
        write(
                "roster.csv",
                "name,email,sid\nAda,ada@example.edu,1\nBo,Bo@example.edu,2\nCy,cy@example.edu,3\n");
        for (var name : List.of("ada", "bo")) {
            write("class/" + name + "/solution.py", "x = '" + name + "'\n");
        }
        write("class/ada/.git/config", "[core]\n");
    }

    PretendedGradescope gradescope() {
        return gradescope;
    }

    /** Return what was waited. */
    List<Duration> pauses() {
        return pauses;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    void write(String file, String content) throws IOException {
        Files.createDirectories(path(file).getParent());
        Files.writeString(path(file), content);
    }

    void token(String other) {
        token = other;
    }

    void prompt(LoginPrompt other) {
        prompt = other;
    }

    /** Upload the class. */
    int upload(String... more) {
        var arguments = new ArrayList<>(List.of(path("class").toString()));
        arguments.addAll(List.of("--roster", path("roster.csv").toString()));
        arguments.addAll(List.of("--course", "12", "--assignment", "34", "--unofficial"));
        arguments.addAll(List.of("--url", gradescope.url()));
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    /** Run the command, stack traces printed. */
    int run(List<String> arguments) {
        earlier.append(out).append(err);
        out = new StringWriter();
        err = new StringWriter();
        var terminal =
                new Terminal(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        false,
                        new Terminal.Look(120, false, true));
        return new CommandLine(new UploadCommand(uploading(terminal)))
                .setExecutionExceptionHandler(
                        (problem, line, parsed) -> {
                            Failure.of(problem).lines().forEach(terminal.err()::println);
                            terminal.err().print(BugReport.trace(problem));
                            return Failure.of(problem).code().number();
                        })
                .execute(arguments.toArray(String[]::new));
    }

    private Uploading uploading(Terminal terminal) {
        var backoff =
                new Backoff(
                        3, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(10));
        var manner =
                new Uploading.Manner(
                        Duration.ofSeconds(2),
                        new Upload.Manner(backoff, pauses::add, false),
                        Clock.fixed(NOW, ZoneOffset.UTC));
        var environment = Map.of("GRADESCOPE_TOKEN", token);
        return new Uploading(terminal, environment, path("state"), prompt, manner);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** Return all that was printed and all that lies in files. */
    String everything() throws IOException {
        var all = new StringBuilder(earlier).append(out).append(err);
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        gradescope.close();
    }
}
