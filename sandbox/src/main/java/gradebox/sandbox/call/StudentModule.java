package gradebox.sandbox.call;

/**
 * Say what answers in a session.
 *
 * @param origin where it comes from
 * @param name the module's name
 * @param shared whether all sessions share one process, where importing the module is dear: a check
 *     then sees what the one before it left behind
 */
public record StudentModule(Origin origin, String name, boolean shared) {

    /** Say where a module comes from. */
    public enum Origin {
        /** It is the student's. */
        SUBMISSION,
        /** It is ours, and reads the submission's files without importing them. */
        RUNTIME
    }

    /** Answer for a submission, each session in a process of its own. */
    public static StudentModule submission(String name) {
        return new StudentModule(Origin.SUBMISSION, name, false);
    }

    /** Answer for a module of ours. It finds the submission where {@code GRADEBOX_FILES} says. */
    public static StudentModule tool(String name) {
        return new StudentModule(Origin.RUNTIME, name, false);
    }
}
