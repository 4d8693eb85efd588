package gradebox.steps;

import java.util.Locale;

/** Name a moment of a run after which the program may be gone. */
public enum Step {
    /** The root seed is drawn and lies in a draft. */
    SEED_DRAFTED,
    /** The root seed has its name. */
    SEED_KEPT,
    /** Every submission is unpacked into the run's own folder. */
    SUBMISSIONS_STAGED,
    /** The results' folder is ours, and does not say so yet. */
    FOLDER_LOCKED,
    /** It says whose it is. */
    FOLDER_MARKED,
    /** The data sets are made. */
    DATA_MADE,
    /** A sandbox runs. */
    SANDBOX_OPENED,
    /** A grader is about to grade a submission. */
    GRADER_BEGUN,
    /** It has graded it. */
    GRADER_ENDED,
    /** A submission's result is known, and nothing of it is written. */
    RESULT_KNOWN,
    /** {@code results.json} lies in a draft. */
    RESULT_DRAFTED,
    /** {@code results.json} has its name, {@code report.json} is not begun. */
    RESULT_NAMED,
    /** {@code report.json} lies in a draft. */
    REPORT_DRAFTED,
    /** {@code report.json} has its name. */
    REPORT_NAMED,
    /** Every submission is graded; of the class nothing is written. */
    CLASS_KNOWN,
    /** {@code grades.csv} lies in a draft. */
    GRADES_DRAFTED,
    /** {@code grades.csv} has its name, {@code class.json} is not begun. */
    GRADES_NAMED,
    /** {@code class.json} lies in a draft. */
    CLASS_DRAFTED,
    /** {@code class.json} has its name. */
    CLASS_NAMED;

    /** Return how a user of it writes it: {@code grader-begun}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
