package gradebox.graders;

import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.docker.CourseImage;
import gradebox.sandbox.docker.DockerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Set up what graders need, on a real engine. */
public final class DockerBench implements AutoCloseable {
    private static final Duration ALL = Duration.ofMinutes(3);

    private final LocalBench files;
    private final DockerEngine engine;
    private final SandboxFactory sandboxes;
    private final Image image;

    public DockerBench(Path folder) throws Exception {
        files = new LocalBench(folder);
        engine = DockerEngine.connect(System.getenv());
        image = CourseImage.of(engine);
        sandboxes = engine.sandboxes();
    }

    /** Return what writes files and definitions. */
    public LocalBench files() {
        return files;
    }

    /** Return a workbench with 512 MiB of memory a sandbox. */
    public Workbench workbench(Duration perCheck, String... preload) {
        var local = files.workbench();
        return new Workbench(
                sandboxes,
                image,
                new Limits(1, 512L << 20, 64, 32L << 20, ALL),
                perCheck,
                local.gpu(),
                new Workbench.Entry("solution", List.of(preload), Workbench.ProcessPer.CHECK),
                local.runtime(),
                List.of(),
                local.seeds());
    }

    /** Write a submission that a sandbox's user can read. */
    public Submission submission(Map<String, String> contents) throws IOException {
        var submission = files.submission(contents);
        var root = ((Submission.Contents.Files) submission.contents()).root();
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        return submission;
    }

    @Override
    public void close() {
        sandboxes.close();
        engine.close();
        files.close();
    }
}
