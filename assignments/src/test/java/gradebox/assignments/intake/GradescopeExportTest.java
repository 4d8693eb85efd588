package gradebox.assignments.intake;

import static gradebox.assignments.intake.ClassLab.files;
import static gradebox.assignments.intake.ClassLab.ids;
import static gradebox.assignments.intake.ClassLab.one;
import static gradebox.assignments.intake.ClassLab.why;
import static gradebox.assignments.intake.ClassLab.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.grading.Person;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradescopeExportTest {
    private static final String METADATA =
            """
            ---
            submission_11:
              :submitters:
              - :name: Ada Lovelace
                :sid: '0011'
                :email: ada@mit.edu
              - :name: Charles Babbage
                :sid: 12
              :created_at: 2026-02-03 04:05:06.789000000 Z
              :score: 3.0
              :results:
                tests: []
              :history:
              - :created_at: 2026-02-01 00:00:00 Z
                :score: 1.0
            submission_9:
              :submitters:
              - :name: "Emmy Noether"
                :sid:
                :email: emmy@mit.edu
              :created_at: '2026-02-02T23:00:00-05:00'
            submission_12:
              :submitters: []
              :created_at: soon
            """;

    @TempDir Path home;
    private ClassLab lab;

    @BeforeEach
    void makeLab() {
        lab = new ClassLab(home);
    }

    @Test
    void peopleTimesAndIdsAreCarriedThrough() throws Exception {
        lab.write("export/submission_metadata.yml", METADATA);
        lab.write("export/submission_11/solution.py", "1");
        lab.write("export/submission_9/hw1/solution.py", "2");
        lab.write("export/submission_77/solution.py", "3");
        lab.write("export/.DS_Store", "");
        IntakeResult result = lab.read(lab.path("export"));
        assertThat(ids(result))
                .containsExactly("submission_11", "submission_12", "submission_77", "submission_9");
        var pair = one(result, "submission_11");
        assertThat(pair.submitters())
                .containsExactly(
                        new Person("Ada Lovelace", "ada@mit.edu", "0011"),
                        new Person("Charles Babbage", "", "12"));
        assertThat(pair.submittedAt()).isEqualTo(Instant.parse("2026-02-03T04:05:06.789Z"));
        assertThat(pair.platformId()).isEqualTo("11");
        assertThat(one(result, "submission_9").submittedAt())
                .isEqualTo(Instant.parse("2026-02-03T04:00:00Z"));
        assertThat(files(result, "submission_9").files()).containsExactly("solution.py");
        assertThat(why(result, "submission_12")).contains("no file");
        assertThat(result.notes())
                .anyMatch(note -> note.contains("submission_77: not named"))
                .anyMatch(note -> note.contains("its time cannot be read: soon"));
    }

    @Test
    void aZippedExportIsReadToo() throws Exception {
        byte[] export =
                zip(
                        Map.of(
                                "assignment_5_export/submission_metadata.yml",
                                METADATA.getBytes(UTF_8),
                                "assignment_5_export/submission_11/solution.py",
                                "1".getBytes(UTF_8),
                                "assignment_5_export/submission_9/Main.py",
                                "1".getBytes(UTF_8),
                                "assignment_5_export/submission_9/main.py",
                                "2".getBytes(UTF_8),
                                "__MACOSX/assignment_5_export/._submission_9",
                                "m".getBytes(UTF_8)));
        IntakeResult result = lab.read(lab.write("export.zip", export));
        assertThat(files(result, "submission_11").files()).containsExactly("solution.py");
        assertThat(why(result, "submission_9")).contains("contradict");
    }

    @Test
    void theLastAttemptCountsUnlessSaidOtherwise() throws Exception {
        String[] times = {"2026-02-02 00:00:00 Z", "2026-02-05 00:00:00 Z"};
        for (int week = 0; week < 2; week++) {
            lab.write(
                    "week" + week + "/submission_metadata.yml",
                    "submission_%d:\n  :submitters:\n  - :email: ADA@mit.edu\n  :created_at: %s\n"
                            .formatted(week, times[1 - week]));
            lab.write("week" + week + "/submission_" + week + "/solution.py", "1");
        }
        Path[] both = {lab.path("week0"), lab.path("week1")};
        IntakeResult last = lab.read(both);
        assertThat(ids(last)).containsExactly("submission_0");
        assertThat(last.notes())
                .containsExactly(
                        "week1/submission_1: left out, week0/submission_0 is the same people's"
                                + " last attempt");
        assertThat(ids(lab.with(lab.options().withAttempts(Attempts.FIRST)).read(both)))
                .containsExactly("submission_1");
        assertThat(ids(lab.with(lab.options().withAttempts(Attempts.ALL)).read(both)))
                .containsExactly("submission_0", "submission_1");
    }

    @Test
    void brokenMetadataAreTheStaffsToMend() throws Exception {
        lab.write("export/submission_metadata.yml", "submission_1: [");
        lab.write("export/submission_1/x.py", "1");
        assertThatThrownBy(() -> lab.read(lab.path("export")))
                .isInstanceOf(IntakeException.class)
                .hasMessageContaining("submission_metadata.yml: cannot be read (line");
    }

    @Test
    void aliasesAreNotExpanded() throws Exception {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(8) + alias));
        }
        lab.write("export/submission_metadata.yml", bomb.toString());
        assertThat(lab.read(lab.path("export")).submissions()).hasSize(12);
    }

    @Test
    void metadataNestedTooDeeplyAreRefused() throws Exception {
        lab.write("export/submission_metadata.yml", "a: " + "[".repeat(5_000));
        assertThatThrownBy(() -> lab.read(lab.path("export"))).isInstanceOf(IntakeException.class);
    }
}
