package gradebox.assignments.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import gradebox.grading.Submission;
import gradebox.grading.Submission.Contents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Lay out what staff have on their disk, and take it in. */
final class ClassLab {
    private final Path home;
    private int runs;
    private IntakeOptions options =
            new IntakeOptions(List.of("solution.py"), List.of(), 1 << 20, Attempts.LAST, null);

    ClassLab(Path home) {
        this.home = home;
    }

    ClassLab with(IntakeOptions other) {
        options = other;
        return this;
    }

    IntakeOptions options() {
        return options;
    }

    Path path(String name) {
        return home.resolve("source").resolve(name);
    }

    /** Write a file of the staff's, and return the source's folder. */
    Path write(String name, String content) throws IOException {
        return write(name, content.getBytes(UTF_8));
    }

    Path write(String name, byte[] content) throws IOException {
        Path file = path(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    static byte[] zip(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (var file : new TreeMap<>(files).entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    static byte[] zip(String name, String content) throws IOException {
        return zip(Map.of(name, content.getBytes(UTF_8)));
    }

    IntakeResult read(Path... sources) throws IntakeException, IOException {
        runs++;
        return new Intake(options).read(List.of(sources), home.resolve("staging" + runs));
    }

    static List<String> ids(IntakeResult result) {
        return result.submissions().stream().map(Submission::id).toList();
    }

    static Submission one(IntakeResult result, String id) {
        return result.submissions().stream()
                .filter(s -> s.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id + " in " + ids(result)));
    }

    static Contents.Files files(IntakeResult result, String id) {
        if (one(result, id).contents() instanceof Contents.Files files) {
            return files;
        }
        throw new AssertionError("not files: " + one(result, id));
    }

    static String why(IntakeResult result, String id) {
        if (one(result, id).contents() instanceof Contents.Unreadable unreadable) {
            return unreadable.why();
        }
        throw new AssertionError("not unreadable: " + one(result, id));
    }
}
