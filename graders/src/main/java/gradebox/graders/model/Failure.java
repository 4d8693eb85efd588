package gradebox.graders.model;

import gradebox.grading.Outcome;

/** End a run with the outcome of its check. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Outcome outcome;

    Failure(Outcome outcome) {
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }
}
