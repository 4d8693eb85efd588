package gradebox.output;

import gradebox.grading.ClassReport;
import gradebox.grading.SubmissionReport;
import java.io.IOException;
import java.util.Optional;

/** Keep results. Safe for use by many threads, one a submission. */
public interface ResultStore {

    /** Clear away what a program that was killed had not finished writing. */
    void recover() throws IOException;

    /**
     * Make sure that there is room for what comes.
     *
     * @throws DiskFullException if there is not; says how much is needed
     */
    void checkRoom() throws IOException;

    /** Keep a submission's result; once this returns, it survives the end of the program. */
    void save(SubmissionReport report) throws IOException;

    /** Keep what is written of a class as a whole. */
    void save(ClassReport report) throws IOException;

    /**
     * Find a kept result.
     *
     * @param key what the result depends on, as its provenance has it under {@code key}
     * @return empty where there is none under this key, where it cannot be read, and where it has
     *     no score: in each case the submission is to be graded
     */
    Optional<SubmissionReport> find(String id, String key) throws IOException;
}
