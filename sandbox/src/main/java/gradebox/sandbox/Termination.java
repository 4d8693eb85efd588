package gradebox.sandbox;

/**
 * Say how a sandbox's program ended. Whose fault an end is belongs to its type: only {@link
 * EngineLost} is ours.
 */
public sealed interface Termination {

    /** It ended by itself. */
    record Exited(int code) implements Termination {}

    /** A signal that we did not send ended it. */
    record Signalled(int signal) implements Termination {}

    /** The kernel killed it, or one of its children, for want of memory within its limit. */
    record OutOfMemory() implements Termination {}

    /** It was still running at its deadline, and was killed. */
    record TimedOut() implements Termination {}

    /**
     * The engine or the machine failed while it ran: nothing is known about the program, and the
     * attempt is void.
     */
    record EngineLost(String what) implements Termination {}
}
