package gradebox.ci;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.Check;
import gradebox.grading.ClassReport;
import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Visibility;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class CiFormatsTest {
    private static final String HOSTILE =
            "]]>&<script>alert(1)</script>\n::set-env name=A::b\n##[add-path]/x\n\u001b[31m|`*_[x](http://y) @all %0A";

    private static Line line(String title, Visibility visibility, Outcome outcome) {
        return line(title, BigDecimal.TWO, visibility, outcome);
    }

    private static Line line(
            String title, BigDecimal points, Visibility visibility, Outcome outcome) {
        var id = "unit/" + title.hashCode();
        var check = new Check(id, title, points, "", visibility, List.of(), List.of());
        boolean passed = outcome instanceof Outcome.Passed;
        return new Line(
                check,
                outcome,
                passed ? points : BigDecimal.ZERO,
                Duration.ofMillis(1500),
                List.of());
    }

    private static ClassReport run(Line... lines) {
        var submission =
                new Submission(
                        "ada", "ada.zip", List.of(), null, "", new Submission.Contents.Absent());
        return new ClassReport(
                "hw1",
                "Homework | 1",
                Instant.EPOCH,
                Duration.ZERO,
                List.of(
                        new SubmissionReport(
                                submission,
                                List.of(lines),
                                List.of(),
                                List.of(),
                                List.of(),
                                "",
                                Duration.ofSeconds(3),
                                Map.of())));
    }

    private static ClassReport sample() {
        return run(
                line("sum", Visibility.VISIBLE, new Outcome.Passed()),
                line("pro|duct", Visibility.VISIBLE, failed(HOSTILE)),
                line("later", Visibility.VISIBLE, new Outcome.Skipped("sum did not pass")),
                line("package", Visibility.VISIBLE, new Outcome.MissingPackage("pandas")),
                line("secret", Visibility.HIDDEN, failed("expected 42")));
    }

    private static Outcome failed(String feedback) {
        return new Outcome.Failed(Outcome.Reason.WRONG, feedback);
    }

    private static Element xml(ClassReport run) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(JUnitXml.of(run)))
                .getDocumentElement();
    }

    @Test
    void junitReadsBackWhatASuiteCameTo() throws Exception {
        var root = xml(sample());
        var suite = (Element) root.getElementsByTagName("testsuite").item(0);

        assertThat(suite.getAttribute("name")).isEqualTo("ada");
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .startsWith("]]>&<script>alert(1)</script>\n::set-env")
                .doesNotContain("\u001b");
        assertThat(((Element) suite.getElementsByTagName("testcase").item(0)).getAttribute("time"))
                .isEqualTo("1.500");
    }

    /** As in {@code results.json}: nothing of nothing is not all of it. */
    @Test
    void aPartOfACheckThatIsWorthNothingIsNoPass() throws Exception {
        var part = new Outcome.Partial(new BigDecimal("0.5"), "half");
        var root = xml(run(line("free", BigDecimal.ZERO, Visibility.VISIBLE, part)));

        assertThat(root.getElementsByTagName("failure").getLength()).isEqualTo(1);
    }

    @Test
    void whatIsHiddenFromStudentsIsInNoLog() {
        var all = new ArrayList<>(GithubSummary.annotations(sample()));
        all.add(GithubSummary.markdown(sample()));
        all.add(new String(JUnitXml.of(sample()), java.nio.charset.StandardCharsets.UTF_8));

        assertThat(all).noneMatch(text -> text.contains("secret") || text.contains("42"));
        assertThat(GithubSummary.markdown(sample())).contains("1 check is not shown here.");
    }

    @Test
    void noCommandOfAStudentsReachesTheRunner() {
        var commands = GithubSummary.annotations(sample());

        assertThat(commands).hasSize(3).allMatch(line -> line.lines().count() == 1);
        assertThat(commands.getFirst())
                .startsWith("::error title=ada%3A pro|duct::]]>&<script>")
                .contains("%0A::set-env")
                .contains("%250A");
    }

    @Test
    void nothingInASummaryIsMarkupOfAStudents() {
        var text = GithubSummary.markdown(sample());

        assertThat(text)
                .contains("## Homework \\| 1")
                .contains("| ada | 2 | 8 | pro\\|duct, later, package |")
                .contains("<pre>]]&gt;&amp;&lt;script&gt;alert(1)")
                .doesNotContain("<script>", "\u001b");
    }

    @Test
    void noMoreAnnotationsAreMadeThanAreShown() {
        var lines = new ArrayList<Line>();
        for (int i = 0; i < 30; i++) {
            lines.add(line("check " + i, Visibility.VISIBLE, failed("no")));
        }

        assertThat(GithubSummary.annotations(run(lines.toArray(Line[]::new)))).hasSize(10);
    }

    @Test
    void everyFormatIsFoundByItsWord() {
        assertThat(CiFormat.words()).isEqualTo("junit, github, json");
        assertThat(CiFormat.of("github")).contains(CiFormat.GITHUB);
        assertThat(CiFormat.of("gitlab")).isEmpty();
    }

    @Test
    void whatStudentsReadHasNoPointsOfHiddenChecks() {
        var run =
                run(
                        line("sum", Visibility.VISIBLE, new Outcome.Passed()),
                        line("later", Visibility.AFTER_PUBLISHED, new Outcome.Passed()),
                        line("secret", Visibility.HIDDEN, failed("expected 42")));

        assertThat(GithubSummary.markdown(run)).contains("| ada | 2 | 2 |");
        var shown = Shown.of(run).reports().getFirst();
        assertThat(shown.lines()).hasSize(1);
        assertThat(shown.score()).hasValue(BigDecimal.TWO);
        assertThat(Shown.hidden(run)).isEqualTo(2);
    }
}
