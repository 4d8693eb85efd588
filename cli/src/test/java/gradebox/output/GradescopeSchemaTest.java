package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradescopeSchemaTest {

    private final GradescopeSchema schema = new GradescopeSchema();

    @Test
    void everyFieldOfTheFormatIsKnown() throws IOException {
        assertThat(
                        faults(
                                """
                                {"score": 44.0, "execution_time": 136, "output": "two\\nlines",
                                 "output_format": "simple_format", "test_output_format": "md",
                                 "test_name_format": "ansi", "visibility": "after_due_date",
                                 "stdout_visibility": "visible", "extra_data": {"any": [null]},
                                 "tests": [
                                   {"score": 2.0, "max_score": 2.0, "status": "passed",
                                    "name": "one", "name_format": "html", "number": "1.1",
                                    "output": "", "output_format": "text",
                                    "tags": ["a", "b"], "visibility": "after_published",
                                    "extra_data": {}},
                                   {"status": "failed", "visibility": "hidden"}],
                                 "leaderboard": [
                                   {"name": "Accuracy", "value": 0.926},
                                   {"name": "Time", "value": 15.1, "order": "asc"},
                                   {"name": "Stars", "value": "*****", "order": "desc"}]}"""))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"score\": 0}", "{\"tests\": [{\"score\": 0}]}"})
    void oneNumberIsEnough(String result) throws IOException {
        assertThat(faults(result)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{}                                                   | tests",
                "{\"tests\": []}                                      | $.tests",
                "{\"tests\": [{\"score\": 1}, {\"name\": \"x\"}]}     | $.tests[1]",
                "{\"score\": \"1\"}                                   | $.score",
                "{\"score\": null}                                    | $.score",
                "{\"score\": 1e999}                                   | $.score",
                "{\"score\": -1e999}                                  | $.score",
                "{\"score\": 1, \"max_score\": 1}                     | max_score",
                "{\"score\": 1, \"execution_time\": -1}               | $.execution_time",
                "{\"score\": 1, \"output\": 1}                        | $.output",
                "{\"score\": 1, \"output\": \"a\\r\\nb\"}             | $.output",
                "{\"score\": 1, \"output_format\": \"rtf\"}           | $.output_format",
                "{\"score\": 1, \"test_output_format\": \"\"}         | $.test_output_format",
                "{\"score\": 1, \"test_name_format\": 1}              | $.test_name_format",
                "{\"score\": 1, \"visibility\": \"never\"}            | $.visibility",
                "{\"score\": 1, \"stdout_visibility\": true}          | $.stdout_visibility",
                "{\"score\": 1, \"extra_data\": []}                   | $.extra_data",
                "{\"score\": 1, \"tests\": {}}                        | $.tests",
                "{\"score\": 1, \"tests\": [1]}                       | $.tests[0]",
                "{\"score\": 1, \"tests\": [{\"score\": \"1\"}]}      | $.tests[0].score",
                "{\"score\": 1, \"tests\": [{\"max_score\": -1}]}     | $.tests[0].max_score",
                "{\"score\": 1, \"tests\": [{\"status\": \"ok\"}]}    | $.tests[0].status",
                "{\"score\": 1, \"tests\": [{\"name\": 1}]}           | $.tests[0].name",
                "{\"score\": 1, \"tests\": [{\"name_format\": \"\"}]} | $.tests[0].name_format",
                "{\"score\": 1, \"tests\": [{\"number\": 1.1}]}       | $.tests[0].number",
                "{\"score\": 1, \"tests\": [{\"output\": []}]}        | $.tests[0].output",
                "{\"score\": 1, \"tests\": [{\"output_format\": 1}]}  | $.tests[0].output_format",
                "{\"score\": 1, \"tests\": [{\"tags\": \"a\"}]}       | $.tests[0].tags",
                "{\"score\": 1, \"tests\": [{\"tags\": [1]}]}         | $.tests[0].tags[0]",
                "{\"score\": 1, \"tests\": [{\"visibility\": \"\"}]}  | $.tests[0].visibility",
                "{\"score\": 1, \"tests\": [{\"extra_data\": 1}]}     | $.tests[0].extra_data",
                "{\"score\": 1, \"tests\": [{\"points\": 1}]}         | points",
                "{\"score\": 1, \"leaderboard\": [{\"name\": \"a\"}]} | $.leaderboard[0]",
                "{\"score\": 1, \"leaderboard\": [{\"value\": 1}]}    | $.leaderboard[0]",
                "{\"score\": 1, \"leaderboard\": [{\"name\": \"a\", \"value\": []}]}"
                        + " | $.leaderboard[0].value",
                "{\"score\": 1, \"leaderboard\": [{\"name\": \"a\", \"value\": 1, \"order\": 1}]}"
                        + " | $.leaderboard[0].order"
            })
    void aWrongFieldIsNamed(String result, String field) throws IOException {
        assertThat(faults(result))
                .isNotEmpty()
                .anySatisfy(fault -> assertThat(fault).contains(field));
    }

    @Test
    void aTreeWithNaNIsRefused() {
        var result = Json.object().set("score", DoubleNode.valueOf(Double.NaN));
        assertThat(schema.validate(result)).singleElement().asString().startsWith("$.score");
    }

    private List<String> faults(String result) throws IOException {
        return schema.validate(Json.read(result.getBytes(StandardCharsets.UTF_8)));
    }
}
