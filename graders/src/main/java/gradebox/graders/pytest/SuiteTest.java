package gradebox.graders.pytest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Hold what a suite tells of one test, or of one parameter set of a test.
 *
 * @param id pytest's name for it; empty where the test was only read from the source
 * @param key the function
 * @param parameter pytest's name for the parameter set, or the empty string
 * @param about what decorators and documentation say of it
 */
record SuiteTest(String id, TestKey key, String parameter, JsonNode about) {

    static SuiteTest of(JsonNode header) {
        var key =
                new TestKey(
                        header.path("file").asText(),
                        header.path("class").asText(),
                        header.path("name").asText());
        return new SuiteTest(
                header.path("id").asText(), key, header.path("parameter").asText(), header);
    }
}
