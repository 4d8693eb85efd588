package gradebox.graders.junit;

import gradebox.grading.Outcome;

/** Fail a check for a reason that the student can mend. A suite lets it pass. */
public final class StudentFault extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient Outcome outcome;

    StudentFault(Outcome.Reason reason, String message) {
        this(new Outcome.Failed(reason, message), message);
    }

    StudentFault(Outcome outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
