package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.ClassReport;
import gradebox.grading.Line;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Person;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradesCsvTest {

    private static final List<Line> LINES =
            List.of(
                    SampleClass.line(
                            SampleClass.check("unit/sum", "Sum", "5", ""), SampleClass.PASS),
                    SampleClass.line(
                            SampleClass.check("unit/curve", "Curve", "2.50", ""),
                            SampleClass.partial("0.7333")));

    @Test
    void aClassLooksLikeThis() {
        var report =
                SampleClass.of(
                        report(new Person("Ole, the \"first\"", "ole@x.edu", "0042"), -0.25),
                        SampleClass.report(
                                SampleClass.submission(
                                        "s2", List.of(), new Submission.Contents.Absent()),
                                List.of(
                                        SampleClass.line(
                                                LINES.get(0).check(),
                                                SampleClass.failed(Reason.MISSING, ""))),
                                List.of(),
                                0));
        assertThat(new String(GradesCsv.of(report), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        id,name,email,sid,score,max,status,unit/sum,unit/curve,metric:unit/curve
                        s,"Ole, the ""first""\",ole@x.edu,0042,6.83325,7.5,graded,5,1.83325,-0.25
                        s2,,,,0,5,absent,0,,
                        """);
    }

    @Test
    void thoseWhoHandedInTogetherHaveARowEach() throws IOException {
        List<CSVRecord> rows =
                read(SampleClass.of(SampleClass.graded("pair", "", 0.9, 0.5, SampleClass.PASS)));
        assertThat(rows)
                .extracting(row -> row.get("name"))
                .containsExactly("Ole Olsen", "Pia Pedersen");
        assertThat(rows).extracting(row -> row.get("id")).containsOnly("pair");
        assertThat(rows).extracting(row -> row.get("sid")).containsExactly("0042", "0043");
    }

    @Test
    void aSubmissionWithoutAScoreHasNone() throws IOException {
        CSVRecord row = read(SampleClass.of(SampleClass.errored("unlucky", "Una"))).getFirst();
        assertThat(row.get("status")).isEqualTo("no-score");
        assertThat(row.get("score")).isEmpty();
        assertThat(row.get("network/gradient")).isEmpty();
        assertThat(row.get("layers/softmax")).isEqualTo("10");
    }

    @Test
    void aMetricThatCouldNotBeHadIsEmpty() throws IOException {
        var report = report(new Person("Ole", "", ""), Double.NaN);
        assertThat(read(SampleClass.of(report)).getFirst().get("metric:unit/curve")).isEmpty();
    }

    @Test
    void everyKindOfStandingIsThere() throws IOException {
        assertThat(read(SampleClass.report()))
                .extracting(row -> row.get("status"))
                .contains("graded", "no-score", "absent", "unreadable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                " =1",
                "\n=1",
                "\u00a0@x",
                "＝1+1",
                "－1",
                "＋1",
                "＠a"
            })
    void textIsNeverAFormula(String name) throws IOException {
        assertThat(name(name)).isEqualTo("'" + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Anne-Marie", "O'Neill", "a,b", "\"q\"", "two\nlines", "陳大文", "1e5", ";x"})
    void otherTextComesBackAsItWas(String name) throws IOException {
        assertThat(name(name)).isEqualTo(name);
    }

    @Test
    void aCarriageReturnStartsNoFormula() throws IOException {
        assertThat(name("\r=1")).isEqualTo("␍=1");
    }

    @Property(tries = 300)
    void anyTextFillsOneHarmlessCell(@ForAll("anything") String text) throws IOException {
        var report = report(new Person(text, text, text), 0.5);
        List<CSVRecord> rows = read(SampleClass.of(report));
        assertThat(rows).hasSize(1);
        CSVRecord row = rows.getFirst();
        assertThat(row.isConsistent()).isTrue();
        for (String field : List.of("name", "email", "sid")) {
            String safe = SafeText.of(text);
            assertThat(row.get(field)).isIn(safe, "'" + safe);
            assertThat(row.get(field).strip()).doesNotStartWith("=").doesNotStartWith("@");
            assertThat(row.get(field).strip()).doesNotStartWith("+").doesNotStartWith("-");
        }
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all(),
                Arbitraries.strings().withChars("=+-@\t\r\n ,\"';|\\a1").ofMaxLength(8));
    }

    private static String name(String name) throws IOException {
        var report = report(new Person(name, "", ""), 0.5);
        return read(SampleClass.of(report)).getFirst().get("name");
    }

    private static SubmissionReport report(Person person, double metric) {
        return SampleClass.report(
                SampleClass.submission("s", List.of(person), SampleClass.files()),
                LINES,
                List.of(new Measurement("unit/curve", metric, List.of(), List.of())),
                1);
    }

    private static List<CSVRecord> read(ClassReport report) throws IOException {
        byte[] csv = GradesCsv.of(report);
        assertThat(Arrays.copyOf(csv, 3)).asString(StandardCharsets.UTF_8).isEqualTo("id,");
        var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
        try (var parser =
                format.parse(
                        new InputStreamReader(
                                new ByteArrayInputStream(csv), StandardCharsets.UTF_8))) {
            return parser.getRecords();
        }
    }
}
