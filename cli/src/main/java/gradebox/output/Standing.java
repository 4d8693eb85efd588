package gradebox.output;

import gradebox.grading.Submission.Contents;
import gradebox.grading.SubmissionReport;
import java.util.Locale;

/** Say what became of a submission, taken as a whole. */
enum Standing {
    /** It has a score. */
    GRADED,
    /** A fault of ours or of the author's kept it from a score: to be graded again. */
    NO_SCORE,
    /** Nothing was handed in. */
    ABSENT,
    /** What was handed in could not be opened. */
    UNREADABLE;

    static Standing of(SubmissionReport report) {
        if (report.score().isEmpty()) {
            return NO_SCORE;
        }
        return switch (report.submission().contents()) {
            case Contents.Files files -> GRADED;
            case Contents.Unreadable unreadable -> UNREADABLE;
            case Contents.Absent absent -> ABSENT;
        };
    }

    /** Return the word that files use. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
