package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Grades the sample class of each homework that ships, through the command line, and compares every
 * check of every member.
 */
class GoldenClassIT {
    private static final Path CATALOGUE =
            Path.of(System.getProperty("gradebox.home"), "assignments", "catalogue");

    /** Where the README's demonstration puts its results. */
    static final String DEMO_OUT = "demo-out";

    private static final String DEMO = "mit-67960/hw1-backprop";

    @TempDir Path work;

    static Stream<String> homeworks() throws Exception {
        try (var files = Files.walk(CATALOGUE, 3)) {
            var found =
                    files.filter(file -> file.endsWith("class-expected.yaml"))
                            .map(file -> CATALOGUE.relativize(file.getParent()).toString())
                            .sorted()
                            .toList();
            assertThat(found).isNotEmpty();
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("homeworks")
    void theSampleClassGetsWhatItsAuthorsExpect(String homework) throws Exception {
        var folder = CATALOGUE.resolve(homework);
        var out = work.resolve(DEMO_OUT);
        var result = run(homework, folder.resolve("class"));
        assertThat(result.code()).as(result.err()).isZero();
        var expected = new YAMLMapper().readTree(folder.resolve("class-expected.yaml").toFile());
        var got = new ObjectMapper().readTree(out.resolve("class.json").toFile());
        assertThat(checks(got)).isEqualTo(expectedChecks(expected));
        compareMetrics(expected, got);
    }

    /** Grade a class: the demonstration's with the README's own words. */
    private GradeboxProcess.Result run(String homework, Path members) throws Exception {
        var arguments =
                homework.equals(DEMO)
                        ? List.of("demo", "--setup", "-o", DEMO_OUT)
                        : List.of(
                                "grade",
                                homework,
                                members.toString(),
                                "-o",
                                DEMO_OUT,
                                "--root-seed",
                                "published");
        return GradeboxProcess.start(Main.class, work, Map.of(), arguments.toArray(String[]::new))
                .await(Duration.ofMinutes(20));
    }

    /** Return how each check of each member ended: {@code member: check -> failed wrong}. */
    static Map<String, String> checks(JsonNode report) {
        var all = new TreeMap<String, String>();
        for (var submission : report.path("submissions")) {
            for (var line : submission.path("lines")) {
                var reason = line.path("reason");
                String outcome =
                        line.path("outcome").asText()
                                + (reason.isNull() ? "" : " " + reason.asText());
                all.put(name(submission.path("id").asText(), line.path("check").asText()), outcome);
            }
        }
        return all;
    }

    static Map<String, String> expectedChecks(JsonNode expected) {
        var all = new TreeMap<String, String>();
        for (var member : expected.path("submissions").properties()) {
            for (var check : member.getValue().path("checks").properties()) {
                var outcome = check.getValue();
                String words =
                        outcome.isTextual()
                                ? outcome.textValue()
                                : "failed " + outcome.path("failed").asText();
                all.put(name(member.getKey(), check.getKey()), words.replace('_', '-'));
            }
        }
        return all;
    }

    private static String name(String member, String check) {
        return member + ": " + check;
    }

    private static void compareMetrics(JsonNode expected, JsonNode got) {
        double tolerance = expected.path("tolerance").asDouble();
        for (var submission : got.path("submissions")) {
            var wanted =
                    expected.path("submissions")
                            .path(submission.path("id").asText())
                            .path("metrics");
            for (var measured : submission.path("measurements")) {
                var value = wanted.path(measured.path("metric").asText());
                var place = submission.path("id") + " " + measured.path("metric");
                double bound = value.path("at_least").asDouble(Double.NaN);
                boolean none = !value.isNumber() && Double.isNaN(bound);
                assertThat(measured.path("value").isNull()).as(place).isEqualTo(none);
                if (!Double.isNaN(bound)) {
                    assertThat(measured.path("value").asDouble())
                            .as(place)
                            .isGreaterThanOrEqualTo(bound);
                }
                if (value.isNumber()) {
                    assertThat(measured.path("value").asDouble())
                            .as(place)
                            .isCloseTo(
                                    value.asDouble(),
                                    org.assertj.core.data.Offset.offset(tolerance));
                }
            }
        }
    }
}
