package gradebox.autograder;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.autograder.RateLimit.Ruling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    private static final RateLimit TWO_A_DAY = new RateLimit(2, Duration.ofHours(24));

    private static Instant hour(int hour) {
        return Instant.parse("2026-03-01T00:00:00Z").plus(Duration.ofHours(hour));
    }

    private static List<Instant> hours(Integer... hours) {
        return Stream.of(hours).map(RateLimitTest::hour).toList();
    }

    @Test
    void readsWhatUsersWrite() {
        assertThat(RateLimit.of("3/24h")).hasValue(new RateLimit(3, Duration.ofHours(24)));
        assertThat(RateLimit.of("5/d")).hasValue(new RateLimit(5, Duration.ofDays(1)));
        assertThat(RateLimit.of("1/30m")).hasValue(new RateLimit(1, Duration.ofMinutes(30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "0/24h", "3/0h", "3/24", "-1/h", "3/24 h", "99999/h", "x/d"})
    void refusesWhatIsNone(String words) {
        assertThat(RateLimit.of(words)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3/24h", "5/7d", "1/30m", "2/90m", "1/1h"})
    void isWrittenAsItWasRead(String words) {
        assertThat(RateLimit.of(words).orElseThrow()).hasToString(words);
    }

    @Test
    void gradesTheFirstOnesAndNumbersThem() {
        assertThat(TWO_A_DAY.rule(hour(0), hours())).isEqualTo(new Ruling.Graded(1));
        assertThat(TWO_A_DAY.rule(hour(1), hours(0))).isEqualTo(new Ruling.Graded(2));
    }

    @Test
    void refusesTheNextAndSaysWhenAgain() {
        assertThat(TWO_A_DAY.rule(hour(5), hours(0, 3))).isEqualTo(new Ruling.Refused(hour(24)));
    }

    @Test
    void whatWasRefusedDoesNotCount() {
        // 4 to 23 were refused; at 24 the one of hour 0 is forgotten.
        var refused = hours(0, 3, 4, 5, 20, 23);
        assertThat(TWO_A_DAY.rule(hour(24), refused)).isEqualTo(new Ruling.Graded(2));
        assertThat(TWO_A_DAY.rule(hour(25), hours(0, 3, 4, 23, 24)))
                .isEqualTo(new Ruling.Refused(hour(27)));
    }

    @Test
    void whatCameLaterDoesNotCountAgainstOneThatIsGradedAgain() {
        assertThat(TWO_A_DAY.rule(hour(3), hours(0, 4, 5))).isEqualTo(new Ruling.Graded(2));
    }
}
