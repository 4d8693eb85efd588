package gradebox.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.grading.Check;
import gradebox.grading.ClassReport;
import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.Person;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Visibility;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportTest {
    private static final Person ADA =
            new Person("Ada, \"the first\" Lovelace", "ada@x.edu", "0042");
    private static final Person LI = new Person("李 小龍", "li@x.edu", "0043");
    private static final Person CHEAT = new Person("=HYPERLINK(\"http://x\")", "+1@x.edu", "-7");

    private static final String BOOK =
            """
            Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (77),Homework 2 (78),Final Score
                Points Possible,,,,,10,5,(read only)
            "Lovelace, Ada ""the first\""",901,0042,ada,"M10, Tuesday",3,,55
            "小龍, 李",902,0043,LI@X.EDU,M10,,,
            "Away, Annie",903,0044,annie,M10,,,
            "Student, Test",,,,,,,
            """;

    @TempDir private Path folder;

    private static Submission submission(String id, String platformId, Person... people) {
        return new Submission(
                id,
                id + ".zip",
                List.of(people),
                Instant.parse("2026-11-20T10:00:00Z"),
                platformId,
                new Submission.Contents.Absent());
    }

    private static SubmissionReport report(
            Submission submission, @Nullable String fraction, String points) {
        var check =
                new Check(
                        "unit/sum",
                        "Sum, \"all\" of it",
                        new BigDecimal(points),
                        "1",
                        Visibility.VISIBLE,
                        List.of(),
                        List.of());
        var outcome =
                fraction == null
                        ? new Outcome.Errored(Outcome.Fault.SUITE, "broken")
                        : new Outcome.Partial(new BigDecimal(fraction), "");
        var score =
                fraction == null
                        ? BigDecimal.ZERO
                        : new BigDecimal(points).multiply(new BigDecimal(fraction));
        return new SubmissionReport(
                submission,
                List.of(new Line(check, outcome, score, Duration.ZERO, List.of())),
                List.of(),
                List.of(),
                List.of(),
                "",
                Duration.ZERO,
                Map.of());
    }

    private static ClassReport run(SubmissionReport... reports) {
        return new ClassReport("hw1", "Homework 1", Instant.EPOCH, Duration.ZERO, List.of(reports));
    }

    private static ClassReport sample() {
        return run(
                report(submission("pair", "5001", ADA, LI), "0.75", "10"),
                report(submission("cheat", "5002", CHEAT), "0", "10"));
    }

    private Path book(String text) throws Exception {
        return Files.writeString(folder.resolve("gradebook.csv"), text);
    }

    private static String text(Exported exported) {
        return new String(exported.csv(), StandardCharsets.UTF_8);
    }

    private static List<CSVRecord> rows(Exported exported) throws Exception {
        var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (var parser = format.parse(new StringReader(text(exported)))) {
            return parser.getRecords();
        }
    }

    @Test
    void canvasGetsItsOwnColumnsBackWithOneOfScores() throws Exception {
        var exported = new Export(Format.CANVAS, book(BOOK), "", false).of(sample());

        assertThat(text(exported))
                .isEqualTo(
                        """
                        Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (77)
                        "    Points Possible",,,,,10
                        "Lovelace, Ada ""the first\""",901,0042,ada,"M10, Tuesday",7.5
                        "小龍, 李",902,0043,LI@X.EDU,M10,7.5
                        "Away, Annie",903,0044,annie,M10,
                        """);
        assertThat(exported.rows()).isEqualTo(2);
        assertThat(exported.notes()).hasSize(1).first().asString().contains("+1@x.edu is not in");
    }

    @Test
    void anAssignmentThatCanvasDoesNotKnowIsTold() throws Exception {
        var exported = new Export(Format.CANVAS, book(BOOK), "Homework 9", false).of(sample());

        assertThat(text(exported))
                .startsWith("Student,ID,SIS User ID,SIS Login ID,Section,Homework 9\n");
        assertThat(rows(exported).getFirst().get("Homework 9")).isEqualTo("10");
        assertThat(exported.notes().getFirst()).contains("has no assignment Homework 9");
    }

    @Test
    void otherPointsThanCanvasHasAreTold() throws Exception {
        var exported = new Export(Format.CANVAS, book(BOOK), "Homework 2", false).of(sample());

        assertThat(exported.notes())
                .contains("Homework 2 (78) counts 5 points in Canvas, and 10 here");
    }

    @Test
    void aSubmissionOfWhichOnlyCanvassIdIsKnownIsFoundByIt() throws Exception {
        var nameless = submission("x", "903", new Person("awayannie", "", ""));
        var exported =
                new Export(Format.CANVAS, book(BOOK), "", false)
                        .of(run(report(nameless, "1", "10")));

        assertThat(rows(exported).get(3).get("Homework 1 (77)")).isEqualTo("10");
    }

    @Test
    void whoeverIsInTwoSubmissionsIsNotDecidedByChance() throws Exception {
        var twice =
                run(
                        report(submission("one", "", ADA), "1", "10"),
                        report(submission("two", "", ADA), "0", "10"));
        var file = book(BOOK);

        assertThatThrownBy(() -> new Export(Format.CANVAS, file, "", false).of(twice))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("ada@x.edu is in several submissions (one, two)");
    }

    @Test
    void aColumnThatIsThereTwiceHasToBeNamedWhole() throws Exception {
        var file = book(BOOK.replace("Homework 2 (78)", "Homework 1 (78)"));

        assertThatThrownBy(() -> new Export(Format.CANVAS, file, "", false).of(sample()))
                .hasMessageContaining("2 columns called Homework 1")
                .hasMessageContaining("--column");
        assertThat(text(new Export(Format.CANVAS, file, "Homework 1 (78)", false).of(sample())))
                .contains("Homework 1 (78)\n");
    }

    @Test
    void whatIsNoGradebookIsTold() throws Exception {
        assertThatThrownBy(() -> new Export(Format.CANVAS, null, "", false).of(sample()))
                .hasMessageContaining("--roster");
        var other = book("name,email\nAda,ada@x.edu\n");
        assertThatThrownBy(() -> new Export(Format.CANVAS, other, "", false).of(sample()))
                .hasMessageContaining("no column \"ID\"");
        var missing = folder.resolve("none.csv");
        assertThatThrownBy(() -> new Export(Format.CANVAS, missing, "", false).of(sample()))
                .hasMessageContaining("none.csv: there is no such file");
    }

    @Test
    void moodleKnowsPeopleByAddressAndNumber() throws Exception {
        var nameless = report(submission("lost", "", new Person("", "", "")), "1", "10");
        var reports = new java.util.ArrayList<>(sample().reports());
        reports.add(nameless);
        var exported =
                new Export(Format.MOODLE, null, "", false)
                        .of(run(reports.toArray(SubmissionReport[]::new)));

        assertThat(text(exported))
                .isEqualTo(
                        """
                        Full name,Email address,ID number,Homework 1
                        "Ada, ""the first"" Lovelace",ada@x.edu,0042,7.5
                        李 小龍,li@x.edu,0043,7.5
                        "'=HYPERLINK(""http://x"")",'+1@x.edu,'-7,0
                        """);
        assertThat(exported.notes()).hasSize(1).first().asString().startsWith("lost has neither");
        assertThat(exported.rows()).isEqualTo(3);
    }

    @Test
    void gradescopesColumnsComeBack() throws Exception {
        var broken = report(submission("broken", "5003", LI), null, "10");
        var exported =
                new Export(Format.GRADESCOPE, null, "", false)
                        .of(run(sample().reports().getFirst(), broken));
        var rows = rows(exported);

        assertThat(rows.get(0).get("First Name")).isEqualTo("Ada, \"the first\"");
        assertThat(rows.get(0).get("Last Name")).isEqualTo("Lovelace");
        assertThat(rows.get(0).get("Submission ID")).isEqualTo("5001");
        assertThat(rows.get(0).get("1: Sum, \"all\" of it (10 pts)")).isEqualTo("7.5");
        assertThat(rows.get(2).get("Total Score")).isEmpty();
    }

    @Test
    void nothingInAnAnonymousExportTellsWhoItIs() throws Exception {
        var exported = new Export(Format.CSV, null, "", true).of(sample());

        assertThat(text(exported))
                .doesNotContain("Ada", "ada", "0042", "李", "cheat", "pair", "5001", "HYPER")
                .contains("student-001", "student-002", "7.5");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void anonymityIsForOneFormatOnly(Format format) {
        var export = new Export(format, null, "", true);
        var thrown =
                Optional.ofNullable(
                        org.assertj.core.api.Assertions.catchThrowable(() -> export.of(sample())));

        assertThat(thrown.isPresent()).isEqualTo(format != Format.CSV);
    }

    @Test
    void everyFormatIsFoundByItsWord() {
        for (var format : Format.values()) {
            assertThat(Format.of(format.word())).contains(format);
        }
        assertThat(Format.of("excel")).isEmpty();
        assertThat(Format.words()).isEqualTo("canvas, csv, moodle, gradescope-csv");
    }
}
