package gradebox.redteam.oracle;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Say what is expected of a graded attack.
 *
 * @param statuses words of {@code class.json} that will do
 * @param most the score that it may not exceed
 * @param says what must be found in what is written of it
 * @param keepsOut what must not be found in any output
 * @param flagged whether staff must be given a flag
 * @param wall how long it may take
 * @param beside how long gradebox may take beside it: to start, to read what is handed in, to grade
 *     the honest submission, to end
 */
public record Expectation(
        Set<String> statuses,
        BigDecimal most,
        List<Pattern> says,
        List<Pattern> keepsOut,
        boolean flagged,
        Duration wall,
        Duration beside) {

    /** What is expected of an honest submission: that it is graded, somehow, some time. */
    public static final Expectation ANYTHING =
            new Expectation(
                    Set.of("graded"),
                    BigDecimal.valueOf(Long.MAX_VALUE),
                    List.of(),
                    List.of(),
                    false,
                    Duration.ofDays(1),
                    Duration.ofDays(1));

    public Expectation {
        statuses = Set.copyOf(statuses);
        says = List.copyOf(says);
        keepsOut = List.copyOf(keepsOut);
    }
}
