package gradebox.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import gradebox.upload.Login;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gradebox upload} where the stand-in for Gradescope refuses, fails or falls silent. */
class UploadingFaultsTest {
    @TempDir private Path folder;
    private UploadLab lab;

    @BeforeEach
    void handIn() throws IOException {
        lab = new UploadLab(folder);
    }

    @AfterEach
    void noSecretIsAnywhere() throws IOException {
        lab.close();
        assertThat(lab.everything())
                .doesNotContain(PretendedGradescope.TOKEN)
                .doesNotContain(PretendedGradescope.PASSWORD)
                .doesNotContain("correct");
    }

    @Test
    void aBusyServerIsWaitedForAsLongAsItAsks() {
        lab.gradescope()
                .first(
                        "ada@example.edu",
                        501,
                        aResponse().withStatus(429).withHeader("Retry-After", "7"),
                        aResponse().withStatus(503));

        assertThat(lab.upload("--send", "--only", "ada")).isZero();

        assertThat(lab.pauses()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(4));
        assertThat(lab.err()).contains("ada: asked to wait (429); again in 7 s");
        assertThat(lab.out()).contains("ada  accepted as 501\n").doesNotContain("twice");
    }

    @Test
    void aServerThatIsAwayEndsTheRunAndTheRestIsToldAsUntried() throws Exception {
        lab.write("class/cy/solution.py", "x = 'cy'\n");
        lab.gradescope().always("ada@example.edu", aResponse().withStatus(503));
        lab.gradescope().always("bo@example.edu", aResponse().withStatus(503));

        assertThat(lab.upload("--send")).isEqualTo(3);

        assertThat(lab.gradescope().submissions()).hasSize(6);
        assertThat(lab.out())
                .contains("ada  NOT there: not available (503)")
                .contains("2 failed, 0 unsure, 1 not tried")
                .contains("Stopped: not available (503), 2 times in a row");
    }

    @Test
    void anAnswerThatIsLostMayMeanTwoAndThatIsTold() {
        lab.gradescope()
                .first(
                        "ada@example.edu",
                        501,
                        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThat(lab.upload("--send", "--only", "ada")).isZero();

        assertThat(lab.gradescope().submissions()).hasSize(2);
        assertThat(lab.out())
                .contains("ada  accepted as 501; an earlier try, whose answer was lost, may be")
                .contains("1 of those accepted may be there twice");
    }

    @Test
    void aTimeOutIsAnAnswerThatIsLost() {
        lab.gradescope().first("ada@example.edu", 501, aResponse().withFixedDelay(10_000));

        assertThat(lab.upload("--send", "--only", "ada")).isZero();

        assertThat(lab.err()).contains("no answer came: it took more than 2 s");
        assertThat(lab.out()).contains("may be there twice");
    }

    @Test
    void neverTwiceLeavesItToPeople() {
        lab.gradescope().first("ada@example.edu", 501, aResponse().withFault(Fault.EMPTY_RESPONSE));

        assertThat(lab.upload("--send", "--only", "ada", "--never-twice")).isEqualTo(3);
        assertThat(lab.out()).contains("ada  MAY be there: no answer came");
        assertThat(lab.upload("--send", "--only", "ada", "--never-twice")).isEqualTo(3);
        assertThat(lab.gradescope().submissions()).hasSize(1);

        assertThat(lab.upload("--send", "--only", "ada")).isZero();
        assertThat(lab.gradescope().submissions()).hasSize(2);
    }

    @Test
    void aTokenThatIsRefusedEndsTheRunAtOnce() {
        lab.token("another-token");

        assertThat(lab.upload("--send")).isEqualTo(3);

        assertThat(lab.gradescope().submissions()).hasSize(1);
        assertThat(lab.out())
                .contains("Stopped: the token is refused (401)")
                .contains("1 failed, 0 unsure, 1 not tried")
                .doesNotContain("another-token");
    }

    @Test
    void anAssignmentThatIsNotThereIsTold() {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of(lab.path("class").toString(), "--course=13"));
        arguments.addAll(List.of("--assignment=34", "--unofficial", "--send"));
        arguments.addAll(List.of("--roster", lab.path("roster.csv").toString()));
        arguments.addAll(List.of("--url", lab.gradescope().url()));
        assertThat(lab.run(arguments)).isEqualTo(3);
        assertThat(lab.out()).contains("Stopped: there is no such course or assignment (404)");
        assertThat(lab.gradescope().requests()).hasSize(1);
    }

    @Test
    void aServerThatRepeatsTheTokenIsNotPrinted() {
        lab.gradescope()
                .always(
                        "ada@example.edu",
                        jsonResponse(
                                "{\"error\": \"bad " + PretendedGradescope.TOKEN + "\"}", 422));

        assertThat(lab.upload("--send", "--only", "ada")).isEqualTo(3);

        assertThat(lab.out()).contains("it says: bad …");
    }

    @Test
    void aRedirectIsNotFollowedAndNoTokenGoesThere() {
        try (var elsewhere = new PretendedGradescope().enrol("ada@example.edu", 666)) {
            lab.gradescope()
                    .always(
                            "ada@example.edu",
                            aResponse()
                                    .withStatus(307)
                                    .withHeader(
                                            "Location",
                                            elsewhere.url()
                                                    + "/api/v1/courses/12/assignments/34/submissions"));

            assertThat(lab.upload("--send", "--only", "ada")).isEqualTo(3);

            assertThat(elsewhere.requests()).isEmpty();
            assertThat(lab.out()).contains("another address (307), which is not followed");
        }
    }

    @Test
    void aWrongPasswordIsUsage() {
        lab.token("");
        lab.prompt(
                host ->
                        Optional.of(
                                new Login(PretendedGradescope.EMAIL, "incorrect".toCharArray())));

        assertThat(lab.upload("--send")).isEqualTo(2);

        assertThat(lab.err()).contains("localhost refuses this e-mail and password (401)");
        assertThat(lab.gradescope().submissions()).isEmpty();
    }

    @Test
    void nobodyIsThere() {
        lab.gradescope().close();

        assertThat(lab.upload("--send", "--only", "ada")).isEqualTo(3);

        assertThat(lab.out()).contains("ada  NOT there: cannot be reached");
        assertThat(lab.pauses()).hasSize(2);
    }
}
