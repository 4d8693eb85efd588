package gradebox.assignments;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradebox.grading.InvalidAssignmentException;
import gradebox.sandbox.HostileBytes;
import gradebox.sandbox.Scratch;
import java.io.IOException;
import java.nio.file.Files;

/** What authors write, and what calls itself an assignment; see {@code sandbox/fuzz/run}. */
class AssignmentFuzz {

    @FuzzTest
    void assignment(byte[] bytes) throws Exception {
        HostileBytes.feed(bytes, AssignmentFuzz::load);
    }

    static void load(byte[] bytes) throws IOException {
        var folder = Scratch.folder("fuzz");
        try {
            Files.write(folder.resolve("assignment.yaml"), bytes);
            Files.writeString(folder.resolve("solution.py"), "x = 1\n");
            Files.createDirectory(folder.resolve("suite"));
            new AssignmentLoader(SampleFolder.TYPES).load(folder);
        } catch (InvalidAssignmentException e) {
            assertThat(e.problems()).isNotEmpty().allMatch(line -> !line.isBlank());
        } finally {
            Scratch.delete(folder);
        }
    }
}
