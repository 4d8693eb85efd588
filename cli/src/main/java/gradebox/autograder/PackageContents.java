package gradebox.autograder;

import gradebox.output.FixedZip;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Say what an autograder for Gradescope consists of: gradebox, as it was built, and one assignment.
 *
 * @param home gradebox's own folder
 * @param assignment the files of the assignment, by their paths in its folder
 * @param settings how it grades
 * @param rootSeed the secret that all seeds come from, 64 hexadecimal digits
 * @param pipOptions what pip is given besides where Debian's packages will not do
 * @param setup a script of the author's that installs more, or null
 */
public record PackageContents(
        Path home,
        SortedMap<String, Path> assignment,
        AutograderSettings settings,
        String rootSeed,
        String pipOptions,
        @Nullable Path setup) {

    private static final int SECRET = 0600;
    private static final int PROGRAM = 0700;

    /** Write the zip; the same contents give the same bytes. */
    public void write(Path zip) throws IOException {
        var all = new FixedZip();
        entries().forEach((name, entry) -> all.put(name, entry.bytes(), entry.mode()));
        files().forEach((name, file) -> all.put(name, file, mode(file)));
        all.write(zip);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(byte[] bytes, int mode) {}

    private Map<String, Entry> entries() throws IOException {
        var entries = new TreeMap<String, Entry>();
        entries.put("setup.sh", new Entry(resource("setup.sh"), PROGRAM));
        entries.put("run_autograder", new Entry(resource("run_autograder"), PROGRAM));
        entries.put("python-packages", new Entry(resource("python-packages"), SECRET));
        entries.put("pip-options", text(pipOptions));
        entries.put("root-seed", text(rootSeed));
        entries.put(AutograderSettings.FILE, new Entry(settings.write(), SECRET));
        if (setup != null) {
            entries.put("setup-more.sh", new Entry(Files.readAllBytes(setup), SECRET));
        }
        return entries;
    }

    private SortedMap<String, Path> files() throws IOException {
        var files = new TreeMap<String, Path>();
        assignment.forEach((name, file) -> files.put("assignment/" + name, file));
        files.put("gradebox/gradebox", home.resolve("gradebox"));
        var built = home.resolve("cli").resolve("target");
        files.put("gradebox/cli/target/gradebox.jar", built.resolve("gradebox.jar"));
        try (Stream<Path> libraries = Files.list(built.resolve("lib"))) {
            libraries.forEach(
                    library ->
                            files.put("gradebox/cli/target/lib/" + library.getFileName(), library));
        }
        return files;
    }

    private static int mode(Path file) {
        return Files.isExecutable(file) ? PROGRAM : SECRET;
    }

    private static Entry text(String line) {
        return new Entry((line + "\n").getBytes(StandardCharsets.UTF_8), SECRET);
    }

    private static byte[] resource(String name) {
        try (InputStream in = PackageContents.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("gradebox was built without " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
