package gradebox.grading;

import java.math.BigDecimal;

/**
 * Say how one check of one submission ended. Whose fault it is belongs to the type: everything that
 * a student can cause is one of the first five, and only {@link Errored} leaves a submission
 * without a score.
 */
public sealed interface Outcome {

    /** Tell whether the check counts as passed: it earned all of its points, or more. */
    default boolean earnsAll() {
        return switch (this) {
            case Passed passed -> true;
            case Partial partial -> partial.fraction().compareTo(BigDecimal.ONE) >= 0;
            case Failed failed -> false;
            case Skipped skipped -> false;
            case MissingPackage missing -> false;
            case Errored errored -> false;
        };
    }

    /** Full points. */
    record Passed(String feedback) implements Outcome {
        public Passed() {
            this("");
        }
    }

    /**
     * A part of the points, or more than all of them.
     *
     * @param fraction at least 0; more than 1 is a bonus
     */
    record Partial(BigDecimal fraction, String feedback) implements Outcome {
        public Partial {
            if (fraction.signum() < 0) {
                throw new IllegalArgumentException(
                        "a fraction of the points is at least 0: " + fraction);
            }
        }
    }

    /** No points, for a reason that the student can mend. */
    record Failed(Reason reason, String feedback) implements Outcome {}

    /** No points, because a check that this one depends on did not pass. */
    record Skipped(String because) implements Outcome {}

    /**
     * No points, because the submission imports a package that the image does not have. Listed for
     * the whole class: staff may want to add it.
     */
    record MissingPackage(String module) implements Outcome {}

    /** No score: our fault, the machine's, or the author's. To be graded again. */
    record Errored(Fault fault, String cause) implements Outcome {}

    /** Tell apart why a check failed. */
    enum Reason {
        /** It answered, and the answer is wrong. */
        WRONG,
        /** The student's code raised an exception. */
        RAISED,
        /** It did not answer in time. */
        TIMED_OUT,
        /** It used more memory than its limit. */
        OUT_OF_MEMORY,
        /** It asked for more memory than its GPU had left, or so its own process says. */
        OUT_OF_GPU_MEMORY,
        /** Its process died. */
        CRASHED,
        /** It wrote where only answers go, or something that is no answer. */
        VIOLATION,
        /** A file or a name that the assignment asks for is not there. */
        MISSING,
        /** The submission could not be opened. */
        UNREADABLE
    }

    /** Tell apart whose an error is. */
    enum Fault {
        /**
         * The author's suite broke. Graded as failed if the reference solution does not break it in
         * the same place.
         */
        SUITE,
        /** The engine or the machine broke; retried before it is reported. */
        MACHINE
    }
}
