package gradebox.gradescope;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.output.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultLintTest {
    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> faults(byte[] json) {
        return new ResultLint()
                .check(json).stream().filter(Complaint::isFault).map(Complaint::line).toList();
    }

    private static List<String> advice(String json) {
        return new ResultLint()
                .check(bytes(json)).stream()
                        .filter(complaint -> !complaint.isFault())
                        .map(Complaint::line)
                        .toList();
    }

    /** A result with one test of this format and output. */
    private static byte[] output(String format, String output) {
        var test = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        test.put("score", 1).put("output", output).put("output_format", format);
        var result = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        result.putArray("tests").add(test);
        return Json.write(result);
    }

    private static String cleaned(String format, String output) throws Exception {
        return Json.read(ResultCleaner.clean(output(format, output)))
                .path("tests")
                .path(0)
                .path("output")
                .asText();
    }

    @Test
    void aResultAsItShouldBeHasNoComplaint() {
        var json =
                """
                {"tests": [
                  {"score": 1.5, "max_score": 2, "name": "relu", "output": "two\\nlines, $x < y$"},
                  {"status": "failed", "score": 0, "output": "<b>bold</b>", "output_format": "html"}],
                 "leaderboard": [{"name": "accuracy", "value": 0.9}]}
                """;

        assertThat(new ResultLint().check(bytes(json))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"score\": NaN}                       | no JSON: line 1, column",
                "{\"score\": 1}{}                       | no JSON",
                "{\"score\": 1, \"score\": 2}           | no JSON: line 1, column 21: Duplicate",
                "stdout and then {\"score\": 1}         | no JSON",
                "{\"score\": 1, \"max_score\": 2}       | max_score",
                "{\"tests\": [{\"score\": 1, \"visible\": true}]} | visible",
                "{\"score\": 1, \"output\": \"a\\r\\nb\"} | $.output",
            })
    void whatGradescopeWouldRefuseIsTold(String json, String words) {
        assertThat(faults(bytes(json))).anyMatch(line -> line.contains(words));
    }

    @Test
    void nothingAtAllIsNoResult() {
        assertThat(faults(new byte[0])).hasSize(1);
        assertThat(faults(bytes("null"))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=\"https://x.example/seen\">",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<b onclick=\"x()\">x</b>",
                "<iframe src=x></iframe>",
                "<style>@import 'x'</style>"
            })
    void htmlThatActsIsAFaultAndIsTakenOut(String html) throws Exception {
        assertThat(faults(output("html", html))).anyMatch(line -> line.contains("HTML that acts"));
        var clean = cleaned("html", html);

        assertThat(clean).doesNotContain("script", "img", "onclick", "iframe", "import", "example");
        assertThat(faults(output("html", clean))).isEmpty();
    }

    @Test
    void coloursStayInAnsiAndNothingElseDoes() throws Exception {
        var text = "\u001b[31mred\u001b[0m \u001b[2Jgone \u001b]0;title\u0007 \u001b[1;1H!";

        assertThat(cleaned("ansi", text)).isEqualTo("\u001b[31mred\u001b[0m gone  !");
        assertThat(cleaned("text", text)).isEqualTo("red gone  !");
        assertThat(faults(output("text", text))).anyMatch(line -> line.contains("say \"ansi\""));
    }

    @Test
    void whatIsLongIsCutToWhatIsSensible() throws Exception {
        var all = output("text", "x".repeat(2 << 20));

        assertThat(faults(all)).anyMatch(line -> line.contains("2048 KiB long"));
        assertThat(faults(all)).anyMatch(line -> line.contains("in all"));
        assertThat(faults(ResultCleaner.clean(all))).isEmpty();
        assertThat(cleaned("text", "x".repeat(2 << 20)))
                .contains("more bytes")
                .hasSizeLessThan(65536);
        assertThat(faults(output("html", cleaned("html", "<p>" + "<b>x</b>".repeat(20000)))))
                .isEmpty();
    }

    @Test
    void scoresThatAreAllowedAndOddAreAdvisedOf() {
        assertThat(advice("{\"tests\": [{\"score\": 3, \"max_score\": 2}]}"))
                .containsExactly("$.tests[0]: the score, 3, is more than max_score, 2");
        assertThat(advice("{\"tests\": [{\"score\": -1}]}")).hasSize(1);
        assertThat(advice("{\"tests\": [{\"score\": 1, \"visibility\": \"hidden\"}]}"))
                .first()
                .asString()
                .contains("hides the total");
    }
}
