package gradebox.doctor;

/** Say how one thing was found. */
public sealed interface Finding {

    /** Return what was looked at. */
    String subject();

    /** Return what it was found to be. */
    String found();

    /** It is well. */
    record Ok(String subject, String found) implements Finding {}

    /**
     * Grading works, but something is weaker than it could be, or cannot be told.
     *
     * @param advice what to do
     */
    record Warn(String subject, String found, String advice) implements Finding {}

    /**
     * Grading does not work, or must not be done.
     *
     * @param advice what to do
     */
    record Fail(String subject, String found, String advice) implements Finding {}
}
