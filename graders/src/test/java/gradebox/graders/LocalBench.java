package gradebox.graders;

import com.fasterxml.jackson.databind.ObjectMapper;
import gradebox.grading.Check;
import gradebox.grading.DataSet;
import gradebox.grading.GraderDefinition;
import gradebox.grading.PythonRuntime;
import gradebox.grading.Seeds;
import gradebox.grading.Submission;
import gradebox.grading.Visibility;
import gradebox.grading.Workbench;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.LocalProcessFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Set up what graders need, on plain local processes. */
public final class LocalBench implements AutoCloseable {
    private final Path folder;
    private final LocalProcessFactory factory = new LocalProcessFactory();

    public LocalBench(Path folder) throws IOException {
        this.folder = folder;
        PythonRuntime.stage(folder.resolve("runtime"));
    }

    /** Return a workbench with ten seconds a check. */
    public Workbench workbench(DataSet... data) {
        return workbench(Duration.ofSeconds(10), data);
    }

    public Workbench workbench(Duration perCheck, DataSet... data) {
        return new Workbench(
                factory,
                new Image("none", "sha256:none", ""),
                Limits.DEFAULT,
                perCheck,
                GpuRequest.NONE,
                new Workbench.Entry("solution", List.of(), Workbench.ProcessPer.CHECK),
                folder.resolve("runtime"),
                List.of(data),
                Seeds.of("00112233445566778899aabbccddeeff"));
    }

    /** Write a submission of one file, {@code solution.py}. */
    public Submission submission(String code) throws IOException {
        return submission(Map.of("solution.py", code));
    }

    public Submission submission(Map<String, String> files) throws IOException {
        var root = Files.createTempDirectory(folder, "submission-");
        for (var file : files.entrySet()) {
            Files.writeString(root.resolve(file.getKey()), file.getValue());
        }
        var contents =
                new Submission.Contents.Files(
                        root, files.keySet().stream().sorted().toList(), List.of(), "0".repeat(64));
        return new Submission("alice", "alice", List.of(), null, "", contents);
    }

    /** Define a grader whose settings are this JSON, with a rubric of one point a check. */
    public GraderDefinition definition(String id, String type, String settings, String... checks)
            throws IOException {
        return new GraderDefinition(
                id,
                type,
                new ObjectMapper().readTree(settings),
                folder,
                Arrays.stream(checks).map(name -> check(id + "/" + name)).toList());
    }

    private static Check check(String id) {
        return new Check(id, id, BigDecimal.ONE, "", Visibility.VISIBLE, List.of(), List.of());
    }

    public Path file(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Override
    public void close() {
        factory.close();
    }
}
