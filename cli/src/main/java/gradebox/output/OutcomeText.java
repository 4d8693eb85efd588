package gradebox.output;

import gradebox.grading.Outcome;
import java.util.Locale;

/** Put outcomes into words: for files, and for the student. */
final class OutcomeText {

    private OutcomeText() {}

    /** Return the word that files use for an outcome. */
    static String kind(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed passed -> "passed";
            case Outcome.Partial partial -> "partial";
            case Outcome.Failed failed -> "failed";
            case Outcome.Skipped skipped -> "skipped";
            case Outcome.MissingPackage missing -> "missing-package";
            case Outcome.Errored errored -> "errored";
        };
    }

    /** Return the word that files use for why, or the empty string. */
    static String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed passed -> "";
            case Outcome.Partial partial -> "";
            case Outcome.Failed failed -> word(failed.reason());
            case Outcome.Skipped skipped -> "";
            case Outcome.MissingPackage missing -> "";
            case Outcome.Errored errored -> word(errored.fault());
        };
    }

    /** Return what a reader of the result is told. As hostile as what it was made from. */
    static String feedback(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed passed -> passed.feedback();
            case Outcome.Partial partial -> partial.feedback();
            case Outcome.Failed failed ->
                    failed.feedback().isBlank() ? sentence(failed.reason()) : failed.feedback();
            case Outcome.Skipped skipped -> "Skipped: " + skipped.because();
            case Outcome.MissingPackage missing ->
                    "The submission imports "
                            + missing.module()
                            + ", a package that is not installed where it is graded. Course staff"
                            + " are told of it.";
            case Outcome.Errored errored -> errored.cause();
        };
    }

    private static String sentence(Outcome.Reason reason) {
        return switch (reason) {
            case WRONG -> "The answer is wrong.";
            case RAISED -> "The code raised an exception.";
            case TIMED_OUT -> "There was no answer in time.";
            case OUT_OF_MEMORY -> "The code used more memory than it may.";
            case OUT_OF_GPU_MEMORY -> "The code asked for more memory than the GPU has.";
            case CRASHED -> "The code's process died.";
            case VIOLATION -> "The code wrote something that is no answer.";
            case MISSING -> "A file or a name that the assignment asks for is not there.";
            case UNREADABLE -> "The submission could not be opened.";
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
