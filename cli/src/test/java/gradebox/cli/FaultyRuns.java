package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Grades a class of four, one of them a torn archive, each run with a temporary folder of its own.
 */
final class FaultyRuns {
    /** Locked by tests that look at all of the machine's processes and mounts. */
    static final String MACHINE = "machine";

    /** Locked by tests that run beside the others: one at a time, or each would be slow. */
    static final String BESIDE = "beside";

    /** What a hung check of this class costs. */
    static final int CHECK_SECONDS = 4;

    private static final int MEMBERS = 4;

    private final Path work;
    private final Path members;
    private final Map<String, String> environment;
    private final String engine;

    private FaultyRuns(Path work, Path members, Map<String, String> environment, String engine) {
        this.work = work;
        this.members = members;
        this.environment = environment;
        this.engine = engine;
    }

    /**
     * Prepare.
     *
     * @param work where everything goes
     */
    static FaultyRuns in(Path work) throws IOException {
        var members = Files.createDirectories(work.resolve("class"));
        for (var name : List.of("ada", "ben", "cleo")) {
            copy("class/" + name, members);
        }
        Files.write(members.resolve("torn.zip"), new byte[] {'P', 'K', 3, 4, 'c', 'u', 't'});
        var temporary = Files.createDirectories(work.resolve("tmp"));
        return new FaultyRuns(
                work, members, Map.of("JDK_JAVA_OPTIONS", temporaryFolder(temporary)), "docker");
    }

    /** Return the same class, but with files, state and temporary folder of its own. */
    FaultyRuns apart(String name) throws IOException {
        var own = in(Files.createDirectories(work.resolve(name))).on(engine);
        return own.withAll(
                environment.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("JDK_JAVA_OPTIONS"))
                        .toList());
    }

    /** Return the same, graded in an engine's sandboxes; in Docker's, unless said. */
    FaultyRuns on(String other) {
        return new FaultyRuns(work, members, environment, other);
    }

    private FaultyRuns withAll(List<Map.Entry<String, String>> more) {
        var all = new HashMap<>(environment);
        more.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return new FaultyRuns(work, members, Map.copyOf(all), engine);
    }

    FaultyRuns with(String variable, String value) {
        return withAll(List.of(Map.entry(variable, value)));
    }

    FaultyRuns temporary(Path folder) {
        return with("JDK_JAVA_OPTIONS", temporaryFolder(folder));
    }

    private static String temporaryFolder(Path folder) {
        return "-Djava.io.tmpdir=" + folder;
    }

    /** Add the member whose every check hangs. */
    FaultyRuns withHung() throws IOException {
        copy("hung/dora", members);
        return this;
    }

    /** Add the member whose checks pass, but take two seconds each. */
    FaultyRuns withSlow() throws IOException {
        copy("slow/eve", members);
        return this;
    }

    Path folder(String name) {
        return work.resolve(name);
    }

    GradeboxProcess start(String out, String... more) throws IOException {
        return start(Main.class, out, more);
    }

    GradeboxProcess start(Class<?> main, String out, String... more) throws IOException {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("grade", assignment().toString(), members.toString()));
        arguments.addAll(List.of("-o", work.resolve(out).toString(), "-j", "2"));
        arguments.addAll(List.of("--engine", engine));
        arguments.addAll(List.of(more));
        return GradeboxProcess.start(main, work, environment, arguments.toArray(String[]::new));
    }

    private Path assignment() throws IOException {
        var own = work.resolve("assignment");
        return Files.isDirectory(own) ? own : copy("assignment", work);
    }

    /** Replace the image of the assignment by one that the engine already has. */
    FaultyRuns image(String present) throws IOException {
        var file = assignment().resolve("assignment.yaml");
        Files.writeString(file, Files.readString(file) + "image: {present: \"" + present + "\"}\n");
        return this;
    }

    /** Grade to the end, undisturbed. */
    Map<String, String> grade(String out, String... more) throws Exception {
        var result = start(out, more).await(Duration.ofMinutes(5));
        assertThat(result.code()).as(result.err()).isZero();
        return results(out);
    }

    /** Return what a run has written, once it is whole. */
    Map<String, String> results(String out) throws IOException {
        var results = Results.of(work.resolve(out));
        assertThat(results).containsKeys("class.json", "grades.csv", "run.json");
        assertThat(results.keySet())
                .filteredOn(name -> name.endsWith("/results.json"))
                .hasSizeGreaterThanOrEqualTo(MEMBERS);
        return results;
    }

    /** Wait until a run's log says something. */
    void awaitLog(String out, GradeboxProcess run, String words) throws Exception {
        var log = work.resolve(out).resolve("gradebox.log");
        run.awaitFile(log);
        for (int i = 0; i < 6_000 && !Files.readString(log).contains(words); i++) {
            Thread.sleep(10);
        }
        assertThat(log).content().contains(words);
    }

    /** Return what lies in the temporary folder. */
    List<String> scratch() throws IOException {
        try (var files = Files.list(work.resolve("tmp"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Path copy(String resource, Path into) throws IOException {
        var from =
                Path.of(System.getProperty("gradebox.home"))
                        .resolve("cli/src/test/resources/gradebox/cli/faults")
                        .resolve(resource);
        var to = into.resolve(Objects.requireNonNull(from.getFileName()));
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }
}
