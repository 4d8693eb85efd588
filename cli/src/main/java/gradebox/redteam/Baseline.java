package gradebox.redteam;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * Say what an honest wrong solution of a target gets, which no attack may exceed.
 *
 * @param score its points
 * @param wall how long a submission may take
 * @param beside how long gradebox may take beside it
 */
record Baseline(BigDecimal score, Duration wall, Duration beside) {}
