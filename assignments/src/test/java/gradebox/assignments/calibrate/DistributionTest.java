package gradebox.assignments.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private final Distribution runs = new Distribution(List.of(4.0, 1.0, 3.0, 2.0));

    @Test
    void describesItsRuns() {
        assertThat(runs.mean()).isEqualTo(2.5);
        assertThat(runs.min()).isEqualTo(1);
        assertThat(runs.max()).isEqualTo(4);
    }

    @Test
    void dividesTheSquaresByOneLessThanTheRuns() {
        assertThat(runs.sd()).isCloseTo(Math.sqrt(5.0 / 3), within(1e-12));
    }

    @Test
    void quantilesAreThoseOfNumpy() {
        assertThat(runs.quantile(0)).isEqualTo(1);
        assertThat(runs.quantile(0.1)).isCloseTo(1.3, within(1e-12));
        assertThat(runs.quantile(0.5)).isEqualTo(2.5);
        assertThat(runs.quantile(0.9)).isCloseTo(3.7, within(1e-12));
        assertThat(runs.quantile(1)).isEqualTo(4);
    }

    @Test
    void refusesWhatHasNoSpreadAndWhatIsNoNumber() {
        assertThatThrownBy(() -> new Distribution(List.of(1.0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Distribution(List.of(1.0, Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
