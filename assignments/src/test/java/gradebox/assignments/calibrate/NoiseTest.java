package gradebox.assignments.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private final Distribution steady = new Distribution(List.of(0.9, 0.9));
    private final Distribution loose = new Distribution(List.of(0.4, 0.6));

    @Test
    void isTheLargerSpread() {
        double noise = Noise.of(List.of(steady, loose), true, 100, true);

        assertThat(noise).isCloseTo(Math.sqrt(0.02), within(1e-12));
    }

    @Test
    void addsWhatTheRowsBringWhereTheyAreTheSameInEachRun() {
        double noise = Noise.of(List.of(steady), true, 100, false);

        assertThat(noise).isCloseTo(Math.sqrt(0.9 * 0.1 / 100), within(1e-12));
    }

    @Test
    void knowsNothingOfTheRowsOfWhatIsNoShare() {
        assertThat(Noise.of(List.of(steady), false, 100, false)).isZero();
    }
}
