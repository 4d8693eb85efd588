package gradebox.assignments.intake;

import static gradebox.assignments.intake.ClassLab.files;
import static gradebox.assignments.intake.ClassLab.ids;
import static gradebox.assignments.intake.ClassLab.one;
import static gradebox.assignments.intake.ClassLab.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.Person;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanvasDownloadTest {
    @TempDir Path home;
    private ClassLab lab;

    @BeforeEach
    void makeLab() {
        lab = new ClassLab(home);
    }

    @Test
    void theFilesOfOneUserAreOneSubmission() throws Exception {
        lab.write("canvas/doejane_LATE_12345_67890_solution-2.py", "1");
        lab.write("canvas/doejane_12345_67891_notes.txt", "2");
        lab.write("canvas/roejohn_222_333_hw1-1.zip", zip("hw1/solution.py", "3"));
        lab.write("canvas/roejohn_222_334_report.pdf", "%PDF");
        lab.write("canvas/moesam_444_555_answer.py", "4");
        lab.write("canvas/readme.txt", "5");
        IntakeResult result = lab.read(lab.path("canvas"));
        assertThat(ids(result)).containsExactly("doejane", "moesam", "roejohn");
        var jane = one(result, "doejane");
        assertThat(files(result, "doejane").files()).containsExactly("notes.txt", "solution.py");
        assertThat(jane.submitters()).containsExactly(new Person("doejane", "", ""));
        assertThat(jane.platformId()).isEqualTo("12345");
        assertThat(jane.late()).isTrue();
        assertThat(files(result, "roejohn").files()).containsExactly("solution.py");
        assertThat(one(result, "roejohn").late()).isFalse();
        assertThat(result.notes())
                .anyMatch(note -> note.contains("readme.txt"))
                .anyMatch(note -> note.contains("report.pdf: left out"));
    }

    @Test
    void aFileHandedInTwiceCountsOnce() throws Exception {
        lab.write("canvas/doejane_1_10_solution.py", "old");
        lab.write("canvas/doejane_1_11_solution-1.py", "new");
        IntakeResult result = lab.read(lab.path("canvas"));
        Path root = files(result, "doejane").root();
        assertThat(Files.readString(root.resolve("solution.py"))).isEqualTo("new");
        assertThat(result.notes()).singleElement().asString().contains("handed in again");
    }

    @Test
    void aNumberThatBelongsToTheNameStays() throws Exception {
        lab.with(new IntakeOptions(List.of("lab-1.py"), List.of(), 1 << 20, Attempts.LAST, null));
        lab.write("canvas/doejane_1_10_lab-1.py", "x");
        assertThat(files(lab.read(lab.path("canvas")), "doejane").files())
                .containsExactly("lab-1.py");
    }

    @Test
    void aZippedDownloadIsReadToo() throws Exception {
        byte[] download =
                zip(
                        Map.of(
                                "doejane_1_10_solution.py", "1".getBytes(UTF_8),
                                "roejohn_2_11_hw.zip", zip("solution.py", "2"),
                                "smithann_3_12_=evil.py", "3".getBytes(UTF_8)));
        IntakeResult result = lab.read(lab.write("submissions.zip", download));
        assertThat(ids(result)).containsExactly("doejane", "roejohn", "smithann");
        assertThat(files(result, "roejohn").files()).containsExactly("solution.py");
    }

    @Test
    void twoUsersOfOneNameStayTwo() throws Exception {
        lab.write("canvas/smithann_1_10_solution.py", "1");
        lab.write("canvas/smithann_2_11_solution.py", "2");
        assertThat(ids(lab.read(lab.path("canvas")))).containsExactly("smithann", "smithann-2");
    }
}
