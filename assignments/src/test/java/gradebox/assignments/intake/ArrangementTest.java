package gradebox.assignments.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrangementTest {

    private static Arrangement of(String... paths) {
        return asking(List.of("solution.py"), paths);
    }

    private static Arrangement asking(List<String> required, String... paths) {
        List<Item> items =
                Arrays.stream(paths).map(path -> new Item(path, path.endsWith(".zip"))).toList();
        return Arrangement.of(items, required);
    }

    @Test
    void aRequiredFileAtTheTopMakesOneSubmissionOfAnything() {
        var single = new Arrangement.Single();
        assertThat(of("solution.py", "backup/solution.py")).isEqualTo(single);
        assertThat(of("solution.py", "submission_metadata.yml")).isEqualTo(single);
        assertThat(of("hw1/solution.py", "hw1/doe_1_2_x.py")).isEqualTo(single);
        assertThat(asking(List.of("src/a.py", "b.py"), "src/a.py")).isEqualTo(single);
    }

    @Test
    void exportsAreFoundInUpToTwoWrappingFolders() {
        assertThat(of("submission_metadata.yml", "submission_1/solution.py"))
                .isEqualTo(new Arrangement.Gradescope(""));
        assertThat(of("a/b/submission_metadata.yml", "a/b/submission_1/solution.py"))
                .isEqualTo(new Arrangement.Gradescope("a/b/"));
        assertThat(of("subs/doe_1_2_solution.py", "subs/roe_3_4_x.zip", "subs/notes.txt"))
                .isEqualTo(new Arrangement.Canvas("subs/"));
    }

    @Test
    void childrenThatHoldWhatIsAskedForMakeAClass() {
        assertThat(of("alice/solution.py", "bob/other.txt", "notes.txt"))
                .isEqualTo(new Arrangement.Children(""));
        assertThat(of("class/alice/hw/solution.py", "class/bob/x.py"))
                .isEqualTo(new Arrangement.Children("class/"));
        assertThat(of("a.zip", "b.zip", "c.py")).isEqualTo(new Arrangement.Children(""));
        assertThat(of("solution.zip")).isEqualTo(new Arrangement.Children(""));
        assertThat(of("alice.py", "bob.py")).isEqualTo(new Arrangement.Children(""));
    }

    @Test
    void aSubmissionWithoutWhatIsAskedForStaysOne() {
        var single = new Arrangement.Single();
        assertThat(of("main.py", "data.zip")).isEqualTo(single);
        assertThat(of("main.py", "lib/util.py", "lib2/x.py")).isEqualTo(single);
        assertThat(of("answers.txt", "main.py")).isEqualTo(single);
        assertThat(asking(List.of("a.py", "b.py"), "x.py", "y.py")).isEqualTo(single);
        assertThat(of()).isEqualTo(single);
    }

    @Test
    void canvasNamesAreTakenApart() {
        assertThat(CanvasName.parse("doejane_LATE_12345_67890_my_solution-2.py"))
                .contains(new CanvasName("doejane", true, "12345", 67_890, "my_solution-2.py"));
        assertThat(CanvasName.parse("carver_wes_901766.zip")).isEmpty();
        assertThat(CanvasName.parse("doejane_1_99999999999999999999_x.py")).isEmpty();
        assertThat(CanvasName.uncounted("hw-1.tar.gz")).isEqualTo("hw-1.tar.gz");
        assertThat(CanvasName.uncounted("solution-12.py")).isEqualTo("solution.py");
    }
}
