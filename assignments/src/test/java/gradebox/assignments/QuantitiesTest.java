package gradebox.assignments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.grading.TimeSpan;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "1B, 1",
        "64MB, 64000000",
        "1KB, 1000",
        "512MiB, 536870912",
        "1GiB, 1073741824",
        "1.5GiB, 1610612736",
        "0.001B, 1",
        "2TiB, 2199023255552"
    })
    void readsSizes(String text, long bytes) {
        assertThat(ByteSize.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "1G", "1 GiB", "-1GiB", "0MiB", "1gib", "1e3MB", "٣MB", "1GiB\n"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> ByteSize.bytes(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`" + text + "` is not a size; write for example 512MiB, 1GiB or 64MB");
    }

    @Test
    void refusesASizeThatOverflows() {
        assertThatThrownBy(() -> ByteSize.bytes("999999999TB"))
                .hasMessage("`999999999TB` is more than any machine has");
    }

    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "10s, PT10S",
        "0.5s, PT0.5S",
        "5min, PT5M",
        "1h, PT1H",
        "999999.999h, PT999999H59M56.4S"
    })
    void readsDurations(String text, Duration duration) {
        assertThat(TimeSpan.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10 s", "0s", "-1s", "5m", "1d", "PT5M", "5min "})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> TimeSpan.duration(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`" + text + "` is not a duration; write for example 10s, 5min or 1h");
    }
}
