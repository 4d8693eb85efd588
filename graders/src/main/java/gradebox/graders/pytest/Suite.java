package gradebox.graders.pytest;

import gradebox.grading.GraderDefinition;
import gradebox.grading.InvalidAssignmentException;
import gradebox.sandbox.Mount;
import gradebox.sandbox.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Hold a suite's files: a copy that every sandbox can read, whatever the modes of the author's own
 * files, and that stays as it is while a run lasts.
 */
final class Suite implements AutoCloseable {
    private static final String FOLDER = "/suite/";
    private static final Set<String> LEFT_OUT = Set.of("__pycache__", ".pytest_cache", ".git");
    private static final Set<String> CONFIGURATIONS =
            Set.of("pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg");

    private final Path folder;
    private final Path root;
    private final PythonTests tests;

    private Suite(Path folder, Path root) throws IOException {
        this.folder = folder;
        this.root = root;
        this.tests = scan();
    }

    /**
     * Take a copy of a suite.
     *
     * @throws InvalidAssignmentException if it is not there, or has no test
     */
    static Suite of(GraderDefinition definition) throws InvalidAssignmentException {
        String name = definition.settings().path("suite").asText();
        var source = definition.folder().resolve(name).normalize();
        if (!Files.exists(source)) {
            throw new InvalidAssignmentException(
                    definition.id() + ": the suite " + source + " is not there");
        }
        try {
            var suite = copy(source);
            if (suite.files().isEmpty()) {
                suite.close();
                throw new InvalidAssignmentException(
                        definition.id()
                                + ": the suite "
                                + source
                                + " has no file of tests: test*.py or *_test.py");
            }
            return suite;
        } catch (IOException e) {
            throw new InvalidAssignmentException(
                    definition.id() + ": cannot read the suite: " + e.getMessage());
        }
    }

    private static Suite copy(Path source) throws IOException {
        var folder = Scratch.folder("suite");
        var root = folder.resolve(source.toRealPath().getFileName().toString());
        try (var files = Files.walk(source)) {
            for (var file : (Iterable<Path>) files.sorted()::iterator) {
                var relative = source.relativize(file);
                boolean leftOut = false;
                for (var part : relative) {
                    leftOut |= LEFT_OUT.contains(part.toString());
                }
                if (!leftOut) {
                    copy(file, relative.toString().isEmpty() ? root : root.resolve(relative));
                }
            }
        }
        return new Suite(folder, root);
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            Files.createDirectory(to);
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
        } else if (Files.isRegularFile(from)) {
            Files.write(to, Files.readAllBytes(from));
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private List<Path> files() throws IOException {
        if (Files.isRegularFile(root)) {
            return List.of(root);
        }
        try (var files = Files.walk(root)) {
            return files.filter(Suite::isTestFile).sorted().toList();
        }
    }

    private static boolean isTestFile(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith("_test.py") || (name.startsWith("test") && name.endsWith(".py"));
    }

    private PythonTests scan() throws IOException {
        var found = new ArrayList<PythonTests>();
        for (var file : files()) {
            var name = Files.isDirectory(root) ? root.relativize(file) : file.getFileName();
            var source = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            found.add(PythonTests.of(name.toString(), source));
        }
        return PythonTests.join(found);
    }

    /** Return what its source shows of its tests. */
    PythonTests tests() {
        return tests;
    }

    /** Tell whether it brings a configuration of its own, by which other names may be tests. */
    boolean hasConfiguration() {
        return Files.isDirectory(root)
                && CONFIGURATIONS.stream().anyMatch(name -> Files.exists(root.resolve(name)));
    }

    Mount mount() {
        return new Mount(root, inside());
    }

    /** Return where it lies inside a sandbox. */
    String inside() {
        return FOLDER + root.getFileName();
    }

    @Override
    public void close() {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .map(Path::toFile)
                    .forEach(file -> file.delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
