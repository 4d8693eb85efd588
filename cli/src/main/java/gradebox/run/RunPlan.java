package gradebox.run;

import gradebox.assignments.Assignment;
import gradebox.grading.Submission;
import gradebox.sandbox.gpu.GpuPool;
import org.jspecify.annotations.Nullable;

/**
 * Say what is graded, and how.
 *
 * @param assignment what is graded
 * @param graders made for it
 * @param identity what its results depend on
 * @param reference the reference solution as a submission, or null where there is none
 * @param workers how many submissions are graded at a time
 * @param retries what to do with void attempts
 * @param fresh whether earlier results are graded again
 * @param gpus the devices that submissions are given
 */
public record RunPlan(
        Assignment assignment,
        GraderSet graders,
        RunIdentity identity,
        @Nullable Submission reference,
        int workers,
        Retries retries,
        boolean fresh,
        GpuPool gpus) {

    public RunPlan {
        if (workers < 1) {
            throw new IllegalArgumentException("a run needs at least one worker");
        }
    }

    /** Plan a run that uses no GPU. */
    public RunPlan(
            Assignment assignment,
            GraderSet graders,
            RunIdentity identity,
            @Nullable Submission reference,
            int workers,
            Retries retries,
            boolean fresh) {
        this(assignment, graders, identity, reference, workers, retries, fresh, GpuPool.none());
    }
}
