package gradebox.sandbox;

import java.time.Duration;

/**
 * Hold what one program in a sandbox of its own left behind.
 *
 * @param termination how it ended
 * @param wall how long it ran
 * @param output its standard output, cut at the caller's cap
 * @param truncated whether it wrote more than the cap
 * @param log its standard error, capped, as text
 */
@SuppressWarnings("ArrayRecordComponent") // a value that is handed on once; never compared
public record ExecResult(
        Termination termination, Duration wall, byte[] output, boolean truncated, String log) {}
