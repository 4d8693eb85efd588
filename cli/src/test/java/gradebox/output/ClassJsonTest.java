package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Person;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.sandbox.Posture;
import gradebox.sandbox.Trait;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassJsonTest {

    @Test
    void aSubmissionWithoutAScoreLooksLikeThis() {
        var check = SampleClass.check("unit/sum", "Sum", "5.0", "");
        var submission =
                new Submission(
                        "s",
                        "export/s",
                        List.of(new Person("Una", "una@x.edu", "")),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        "77",
                        SampleClass.files());
        var report =
                new SubmissionReport(
                        submission,
                        List.of(
                                new Line(
                                        check,
                                        new Outcome.Errored(Fault.SUITE, "the suite broke"),
                                        BigDecimal.ZERO,
                                        Duration.ofMillis(1),
                                        List.of("look here"))),
                        List.of(),
                        List.of(),
                        List.of("a note"),
                        "",
                        Duration.ofSeconds(3),
                        Map.of("image", "sha256:12"));
        assertThat(new String(ClassJson.of(SampleClass.of(report)), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        {
                          "assignment" : "mit-67960/hw1-backprop",
                          "title" : "Homework 1: backpropagation by hand",
                          "started_at" : "2026-01-01T10:00:00Z",
                          "seconds" : 754,
                          "summary" : {
                            "submissions" : 1,
                            "graded" : 0,
                            "no_score" : 1,
                            "absent" : 0,
                            "unreadable" : 0,
                            "mean" : null,
                            "median" : null
                          },
                          "missing_packages" : [ ],
                          "flags" : [
                            {
                              "submission" : "s",
                              "checks" : [
                                "unit/sum"
                              ],
                              "flag" : "look here"
                            }
                          ],
                          "submissions" : [
                            {
                              "id" : "s",
                              "source" : "export/s",
                              "platform_id" : "77",
                              "submitted_at" : "2026-01-01T00:00:00Z",
                              "uploaded" : "abababababababababababababababababababababababababababababababab",
                              "submitters" : [
                                {
                                  "name" : "Una",
                                  "email" : "una@x.edu",
                                  "sid" : ""
                                }
                              ],
                              "status" : "no-score",
                              "score" : null,
                              "max" : 5,
                              "why" : "the suite broke",
                              "lines" : [
                                {
                                  "check" : "unit/sum",
                                  "title" : "Sum",
                                  "outcome" : "errored",
                                  "reason" : "suite",
                                  "score" : null,
                                  "max" : 5,
                                  "seconds" : 0.001,
                                  "feedback" : "the suite broke",
                                  "flags" : [
                                    "look here"
                                  ]
                                }
                              ],
                              "measurements" : [ ],
                              "notes" : [
                                "a note"
                              ],
                              "seconds" : 3,
                              "provenance" : {
                                "image" : "sha256:12"
                              }
                            }
                          ]
                        }
                        """);
    }

    @Test
    void theClassIsSummedUp() throws IOException {
        JsonNode json = Json.read(ClassJson.of(SampleClass.report()));
        assertThat(json.path("summary").toString())
                .isEqualTo(
                        "{\"submissions\":16,\"graded\":13,\"no_score\":1,\"absent\":1,"
                                + "\"unreadable\":1,\"mean\":47.06,\"median\":65}");
        assertThat(json.path("missing_packages").toString())
                .isEqualTo(
                        "[{\"package\":\"einops\",\"needed_by\":[\"needs-einops\"]},"
                                + "{\"package\":\"jax.numpy\",\"needed_by\":[\"needs-jax\"]}]");
        assertThat(json.path("flags")).hasSize(1);
        assertThat(json.at("/flags/0/checks")).hasSize(9);
    }

    @Test
    void aMetricThatCouldNotBeHadIsNull() throws IOException {
        var pair = SampleClass.graded("pair", "", Double.NaN, 0.1, SampleClass.PASS);
        JsonNode json = Json.read(ClassJson.of(SampleClass.of(pair)));
        assertThat(json.at("/submissions/0/measurements/0/value").isNull()).isTrue();
        assertThat(json.at("/submissions/0/measurements/1/value").asDouble()).isEqualTo(0.1);
    }

    @Test
    void hostileTextIsHarmless() {
        var tricks =
                SampleClass.all(
                        "t",
                        SampleClass.HOSTILE,
                        SampleClass.failed(Reason.RAISED, SampleClass.HOSTILE),
                        1);
        String text = new String(ClassJson.of(SampleClass.of(tricks)), StandardCharsets.UTF_8);
        assertThat(text.chars()).allMatch(c -> c == '\n' || !Character.isISOControl(c));
        assertThat(text).doesNotContain("\u202e", "\u200b").contains("␛");
    }

    @Test
    void saysWhatTheSandboxesWereLike() throws IOException {
        var posture = Posture.NONE.with(Trait.SYSTEM_CALLS, "our filter\u001b[2J");
        JsonNode json = Json.read(ClassJson.of(SampleClass.of().gradedIn(posture)));

        assertThat(json.path("posture").toString())
                .isEqualTo("{\"system_calls\":\"our filter␛[2J\"}");
        assertThat(Json.read(ClassJson.of(SampleClass.of())).has("posture")).isFalse();
    }

    @Test
    void anEmptyClassCanBeWritten() throws IOException {
        assertThat(Json.read(ClassJson.of(SampleClass.of())).path("submissions")).isEmpty();
    }
}
