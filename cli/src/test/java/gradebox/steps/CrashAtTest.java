package gradebox.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashAtTest {
    private final AtomicInteger halts = new AtomicInteger();

    @Test
    void endsTheProgramAtItsStepOnly() {
        var steps = at("data-made");

        steps.reached(Step.FOLDER_LOCKED);
        assertThat(halts).hasValue(0);
        steps.reached(Step.DATA_MADE);
        assertThat(halts).hasValue(1);
    }

    @Test
    void countsWhereANumberIsSaid() {
        var steps = at("report-named:2");

        steps.reached(Step.REPORT_NAMED);
        assertThat(halts).hasValue(0);
        steps.reached(Step.REPORT_NAMED);
        assertThat(halts).hasValue(1);
    }

    @Test
    void doesNothingUnlessAsked() {
        var steps = CrashAt.from(Map.of(), halts::incrementAndGet);
        for (var step : Step.values()) {
            steps.reached(step);
        }

        assertThat(halts).hasValue(0);
    }

    @Test
    void refusesAStepThatIsNone() {
        assertThatThrownBy(() -> at("nowhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("class-named");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-made:0", "data-made:-1", "data-made:x", "data-made:"})
    void refusesATimeThatNeverComes(String never) {
        assertThatThrownBy(() -> at(never))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(CrashAt.VARIABLE + ": steps are counted from 1 on");
    }

    private Steps at(String step) {
        return CrashAt.from(Map.of(CrashAt.VARIABLE, step), halts::incrementAndGet);
    }
}
