package gradebox.run;

import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.gpu.GpuDevice;
import gradebox.sandbox.gpu.GpuLease;
import gradebox.sandbox.gpu.GpuPool;
import gradebox.sandbox.gpu.GpusGoneException;
import java.util.Optional;

/**
 * Lease a device for a submission, for as long as any of its sandboxes may live, and grade it again
 * elsewhere where the device did not last: what was seen on a device that failed says nothing about
 * the student.
 */
final class GpuAttempts {
    private final GpuPool gpus;
    private final Retries retries;
    private final RunListener events;

    GpuAttempts(GpuPool gpus, Retries retries, RunListener events) {
        this.gpus = gpus;
        this.retries = retries;
        this.events = events;
    }

    /** Grade a submission, from its first sandbox to its last, which is closed then. */
    @FunctionalInterface
    interface Attempt {
        SubmissionReport on(GpuRequest devices)
                throws EngineUnavailableException, InterruptedException;
    }

    /**
     * Grade on a device, or on none where the run uses none.
     *
     * @throws GpusGoneException if no device is left, or this submission's failed every time
     */
    SubmissionReport grade(Submission submission, Attempt attempt)
            throws GpusGoneException, EngineUnavailableException, InterruptedException {
        boolean alone = false;
        for (int number = 0; number <= retries.most(); number++) {
            var lease =
                    gpus.lease(
                            alone, why -> events.on(new RunEvent.GpuAwaited(submission.id(), why)));
            var report = Optional.<SubmissionReport>empty();
            try (lease) {
                report = once(submission, attempt, lease);
            }
            tellWithdrawal(lease);
            if (report.isPresent() && !wasCrowdedOut(report.get(), lease)) {
                return GpuRecord.add(report.get(), lease);
            }
            alone |= report.isPresent();
            report.ifPresent(
                    it -> events.on(new RunEvent.GpuCrowded(submission.id(), name(lease))));
        }
        throw GpusGoneException.every(retries.most() + 1);
    }

    private Optional<SubmissionReport> once(Submission submission, Attempt attempt, GpuLease lease)
            throws EngineUnavailableException, InterruptedException {
        try {
            var report = attempt.on(lease.request());
            return isLost(submission, lease) ? Optional.empty() : Optional.of(report);
        } catch (EngineUnavailableException e) {
            if (isLost(submission, lease)) {
                return Optional.empty(); // an engine cannot give out what has gone
            }
            throw e;
        }
    }

    private boolean isLost(Submission submission, GpuLease lease) throws InterruptedException {
        var fault = lease.fault();
        fault.ifPresent(why -> events.on(new RunEvent.GpuLost(submission.id(), name(lease), why)));
        return fault.isPresent();
    }

    private void tellWithdrawal(GpuLease lease) {
        lease.withdrawal().ifPresent(why -> events.on(new RunEvent.GpuWithdrawn(name(lease), why)));
    }

    /** Nobody can say whose memory was short on a device that several shared. */
    private static boolean wasCrowdedOut(SubmissionReport report, GpuLease lease) {
        return lease.isShared()
                && report.lines().stream()
                        .anyMatch(
                                line ->
                                        line.outcome() instanceof Failed failed
                                                && failed.reason() == Reason.OUT_OF_GPU_MEMORY);
    }

    private static String name(GpuLease lease) {
        return lease.device().map(GpuDevice::name).orElse("");
    }
}
