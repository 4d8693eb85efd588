package gradebox.grading;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * Hold one line of a submission's result.
 *
 * @param check what was checked
 * @param outcome how it ended
 * @param score its points, exact; 0 for {@link Outcome.Errored}, whose submission has no score at
 *     all
 * @param time how long it took
 * @param flags what staff should look at
 */
public record Line(
        Check check, Outcome outcome, BigDecimal score, Duration time, List<String> flags) {
    public Line {
        flags = List.copyOf(flags);
    }
}
