package gradebox.run;

import gradebox.grading.SubmissionReport;
import java.io.IOException;
import java.util.Optional;

/** Keep the results of a run, each as soon as it is known. */
public interface ResultStore {

    /**
     * Return an earlier result of this submission.
     *
     * @param key what it must have been graded with, equal to its provenance's {@code key}
     */
    Optional<SubmissionReport> find(String submission, String key) throws IOException;

    /** Write a result, whole or not at all; an earlier one of the same submission is replaced. */
    void save(SubmissionReport report) throws IOException;
}
