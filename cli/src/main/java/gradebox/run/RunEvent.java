package gradebox.run;

import gradebox.grading.SubmissionReport;
import java.time.Duration;

/** Tell what happens in a run. */
public sealed interface RunEvent {

    /** The run starts: so many are to be graded, so many need not be graded again. */
    record Started(int toGrade, int reused, int workers) implements RunEvent {}

    /** A worker takes a submission. */
    record SubmissionStarted(String submission) implements RunEvent {}

    /** A submission's result is known and stored. */
    record SubmissionFinished(SubmissionReport report) implements RunEvent {}

    /** An earlier result stands, since nothing that it depends on has changed. */
    record SubmissionReused(SubmissionReport report) implements RunEvent {}

    /** The engine failed a grader; it starts again. */
    record Retried(String submission, String grader, int attempt, String why) implements RunEvent {}

    /** A grader broke: a bug of ours or of its author's. */
    record GraderBroke(String submission, String grader, Throwable bug) implements RunEvent {}

    /** A device failed while a submission was graded on it, which starts again elsewhere. */
    record GpuLost(String submission, String gpu, String why) implements RunEvent {}

    /** A submission ran short of memory on a device that it shared; it starts again, alone. */
    record GpuCrowded(String submission, String gpu) implements RunEvent {}

    /** A submission waits, since other runs on this machine have the devices. */
    record GpuAwaited(String submission, String why) implements RunEvent {}

    /** A device is not given out any more. */
    record GpuWithdrawn(String gpu, String why) implements RunEvent {}

    /** No new work is taken; what runs is given a little time to clean up. */
    record Stopping(String why) implements RunEvent {}

    /** The run is over. */
    record Finished(int graded, int reused, int left, Duration time) implements RunEvent {}
}
