package gradebox.sandbox;

/**
 * Hold the facts that say together how a program ended. No single one does: an exit code of 137
 * comes from the kernel, from us, and from an engine that is being restarted, and a program whose
 * child was killed for memory may well exit with 0.
 *
 * @param exitCode its exit code, 128 and the number for a signal
 * @param killedByUs whether we killed it at its deadline
 * @param shortOfMemory whether the kernel killed any of its processes for memory
 */
public record Verdict(int exitCode, boolean killedByUs, boolean shortOfMemory) {
    private static final int SIGNALS = 64;

    public static boolean looksSignalled(int exitCode) {
        return exitCode > 128 && exitCode <= 128 + SIGNALS;
    }

    public Termination termination() {
        if (killedByUs) {
            return new Termination.TimedOut();
        }
        if (shortOfMemory) {
            return new Termination.OutOfMemory();
        }
        return looksSignalled(exitCode)
                ? new Termination.Signalled(exitCode - 128)
                : new Termination.Exited(exitCode);
    }
}
