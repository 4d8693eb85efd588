package gradebox.sandbox.call;

/** Hold what the student's code did when it was called. */
public sealed interface Answer {

    /** It returned. */
    record Returned(Value value) implements Answer {}

    /**
     * It raised an exception. All of it is the student's text, capped.
     *
     * @param type the exception's class, {@code ValueError}
     * @param message its message
     * @param traceback the frames inside the submission
     * @param missingModule the name of the module, where an import failed because the image does
     *     not have it; else the empty string
     */
    record Raised(String type, String message, String traceback, String missingModule)
            implements Answer {}
}
