package gradebox.grading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Hold how one check ended.
 *
 * @param check its id: {@code grader/name}
 * @param outcome how it ended
 * @param time how long it took, on our own clock
 * @param flags what staff should look at, though it changed no points
 */
public record CheckResult(String check, Outcome outcome, Duration time, List<String> flags) {
    public CheckResult {
        flags = List.copyOf(flags);
    }

    public CheckResult(String check, Outcome outcome, Duration time) {
        this(check, outcome, time, List.of());
    }

    public CheckResult withOutcome(Outcome other) {
        return new CheckResult(check, other, time, flags);
    }

    public CheckResult flagged(String flag) {
        var more = new ArrayList<>(flags);
        more.add(flag);
        return new CheckResult(check, outcome, time, more);
    }
}
