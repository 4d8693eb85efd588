package gradebox.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");
    private static final String JSON = "application/json";

    private static Answer answer(int status, String type, String retryAfter, String text) {
        return new Reply(status, type, retryAfter, text).answer(NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "200, Accepted",
        "201, Accepted",
        "204, Accepted",
        "302, Stopped",
        "307, Stopped",
        "401, Stopped",
        "403, Stopped",
        "404, Stopped",
        "400, Refused",
        "413, Refused",
        "422, Refused",
        "408, Later",
        "429, Later",
        "500, Later",
        "502, Later",
        "503, Later",
        "504, Later",
    })
    void aStatusSaysWhatBecameOfIt(int status, String kind) {
        assertThat(answer(status, JSON, "", "").getClass().getSimpleName()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"429, false", "503, false", "500, true", "502, true", "504, true"})
    void anErrorMayComeAfterItWasAccepted(int status, boolean perhaps) {
        assertThat(((Answer.Later) answer(status, JSON, "", "")).perhapsAccepted())
                .isEqualTo(perhaps);
    }

    @Test
    void aWebPageIsNoAcceptance() {
        assertThat(answer(200, "text/html; charset=utf-8", "", "<title>Log in</title>"))
                .isInstanceOf(Answer.Stopped.class);
    }

    @Test
    void theIdIsReadWhereverItStands() {
        assertThat(answer(200, JSON, "", "{\"id\": 5}")).isEqualTo(new Answer.Accepted("5"));
        assertThat(answer(200, JSON, "", "{\"submission\": {\"id\": \"a\"}}"))
                .isEqualTo(new Answer.Accepted("a"));
        assertThat(answer(200, JSON, "", "[]")).isEqualTo(new Answer.Accepted(""));
        assertThat(answer(200, JSON, "", "{\"id\"")).isEqualTo(new Answer.Accepted(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7",
                "Sat, 21 Nov 2026 22:01:30 GMT | 90",
                "Sat, 21 Nov 2026 21:00:00 GMT | 0",
                "soon | ",
                "-1 | ",
                "99999999999 | "
            })
    void aWaitIsSecondsOrADate(String said, Long seconds) {
        var wait = ((Answer.Later) answer(429, JSON, said, "")).asked();

        assertThat(wait).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void whatAServerSaysIsMadeHarmless() {
        var refused = (Answer.Refused) answer(400, JSON, "", "{\"error\": \"\\u001b[2Jno\\nway\"}");

        assertThat(refused.why()).isEqualTo("refused (400); it says: ␛[2Jno␊way");
    }
}
