package gradebox.cli;

import gradebox.sandbox.docker.CourseImage;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.GradescopeContainer;
import gradebox.sandbox.docker.GradescopeContainer.Size;
import gradebox.sandbox.docker.PlainContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * An autograder that was uploaded, laid out as Gradescope lays it out (its documentation of
 * autograders): {@code /autograder} with {@code source}, {@code submission}, {@code results},
 * {@code run_autograder} and {@code submission_metadata.json}.
 */
final class PackedAutograder {
    private static final Duration SET_UP = Duration.ofMinutes(5);

    private final Path autograder;

    private PackedAutograder(Path autograder) {
        this.autograder = autograder;
    }

    /** One submission's end. */
    record Graded(PlainContainer.Ended ended, Path results) {
        String resultsText() throws IOException {
            return Files.readString(results);
        }
    }

    /** Unpack a zip, as the platform does, before {@code setup.sh} runs. */
    static PackedAutograder upload(Path zip, Path fresh) throws IOException {
        var source = Files.createDirectories(fresh.resolve("source"));
        try (var archive = ZipFile.builder().setPath(zip).get()) {
            for (var entry : Collections.list(archive.getEntries())) {
                var file = source.resolve(entry.getName());
                Files.createDirectories(file.resolveSibling(""));
                Files.copy(archive.getInputStream(entry), file);
                boolean runs = (entry.getUnixMode() & 0111) != 0;
                file.toFile().setExecutable(runs, false);
            }
        }
        return new PackedAutograder(fresh);
    }

    /** Run {@code setup.sh}, as the platform does once, and put {@code run_autograder} in place. */
    PlainContainer.Ended setUp() throws Exception {
        var ended = run(autograder, Size.LARGE, SET_UP, "bash /autograder/source/setup.sh");
        Files.copy(
                autograder.resolve("source/run_autograder"),
                autograder.resolve("run_autograder"),
                StandardCopyOption.COPY_ATTRIBUTES);
        return ended;
    }

    /**
     * Grade a submission in a container of its own.
     *
     * @param fresh a folder to lay it out in
     * @param submission the files that were handed in
     * @param metadata the platform's file
     */
    Graded grade(Path fresh, Path submission, String metadata, Size size, Duration limit)
            throws Exception {
        Files.createDirectories(fresh);
        copy(autograder, fresh);
        copy(submission, Files.createDirectories(fresh.resolve("submission")));
        Files.createDirectory(fresh.resolve("results"));
        Files.writeString(fresh.resolve("submission_metadata.json"), metadata);
        var ended = run(fresh, size, limit, "/autograder/run_autograder");
        return new Graded(ended, fresh.resolve("results/results.json"));
    }

    private static PlainContainer.Ended run(
            Path autograder, Size size, Duration limit, String command) throws Exception {
        try (var engine = DockerEngine.connect(System.getenv())) {
            return new GradescopeContainer(CourseImage.of(engine), size)
                    .run(autograder, limit, command);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (var path : (Iterable<Path>) all::iterator) {
                var target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
