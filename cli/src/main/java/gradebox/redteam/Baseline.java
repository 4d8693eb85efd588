package gradebox.redteam;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Say what an honest wrong solution of a target gets, which no attack may exceed.
 *
 * @param score its points
 * @param wall how long a submission may take
 */
record Baseline(BigDecimal score, Duration wall) {}
