package gradebox.run;

import gradebox.assignments.Assignment;
import gradebox.grading.Check;
import gradebox.grading.GraderReport;
import gradebox.grading.LeaderboardEntry;
import gradebox.grading.Line;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Errored;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Submission;
import gradebox.grading.Submission.Contents;
import gradebox.grading.SubmissionReport;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.gpu.GpusGoneException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Grade one submission with every grader of the assignment, in order.
 *
 * <p>A submission that cannot be opened fails every check as {@link Reason#UNREADABLE}; one that is
 * absent fails every check as {@link Reason#MISSING}. Both have a score, zero: nothing of ours went
 * wrong.
 */
final class SubmissionGrading {
    private static final MathContext LEADERBOARD_DIGITS = new MathContext(6);

    private final Assignment assignment;
    private final GraderSet graders;
    private final RunIdentity identity;
    private final GraderAttempts attempts;
    private final SandboxesAhead sandboxes;
    private final ReferenceVerdicts reference;
    private final GpuAttempts devices;
    private final Timekeeper time;

    SubmissionGrading(
            RunPlan plan,
            GraderAttempts attempts,
            SandboxesAhead sandboxes,
            GpuAttempts devices,
            Timekeeper time) {
        this.assignment = plan.assignment();
        this.graders = plan.graders();
        this.identity = plan.identity();
        this.attempts = attempts;
        this.sandboxes = sandboxes;
        this.reference = new ReferenceVerdicts(plan.reference());
        this.devices = devices;
        this.time = time;
    }

    SubmissionReport grade(Submission submission)
            throws EngineUnavailableException, InterruptedException {
        return switch (submission.contents()) {
            case Contents.Files files -> gradeSomewhere(submission);
            case Contents.Unreadable unreadable ->
                    closed(submission, new Failed(Reason.UNREADABLE, unreadable.why()));
            case Contents.Absent absent ->
                    closed(submission, new Failed(Reason.MISSING, "Nothing was submitted."));
        };
    }

    private SubmissionReport gradeSomewhere(Submission submission)
            throws EngineUnavailableException, InterruptedException {
        var watch = time.start();
        try {
            return devices.grade(submission, request -> gradeFiles(submission, request, watch));
        } catch (GpusGoneException e) {
            var why = "The submission could not be run: " + e.getMessage() + ".";
            return closed(submission, new Errored(Fault.MACHINE, why));
        }
    }

    private SubmissionReport gradeFiles(
            Submission submission, GpuRequest gpu, Timekeeper.Stopwatch watch)
            throws EngineUnavailableException, InterruptedException {
        var there = attempts.on(gpu);
        var reports = new ArrayList<GraderReport>();
        try (var own = sandboxes.take(submission)) {
            for (var grader : graders.ids()) {
                if (!allDecided(grader, reports)) {
                    var report = there.grade(grader, submission, own);
                    reports.add(reference.judge(grader, report, there));
                }
            }
        }
        return report(
                submission, Scorer.score(assignment.rubric(), reports), reports, watch.elapsed());
    }

    /** Spare a grader whose every check will be skipped. */
    private boolean allDecided(String grader, List<GraderReport> soFar) {
        var checks = assignment.rubric().of(grader);
        return !checks.isEmpty()
                && checks.stream()
                        .allMatch(check -> Scorer.isDecided(check, assignment.rubric(), soFar));
    }

    private SubmissionReport closed(Submission submission, Outcome outcome) {
        var checks = new ArrayList<Check>(assignment.rubric().checks());
        if (checks.isEmpty()) {
            checks.add(
                    GraderAttempts.worthless(
                            "submission/opens", "There is a submission, and it can be opened"));
        }
        var lines =
                checks.stream()
                        .map(
                                check ->
                                        new Line(
                                                check,
                                                outcome,
                                                BigDecimal.ZERO,
                                                Duration.ZERO,
                                                List.of()))
                        .toList();
        return report(submission, lines, List.of(), Duration.ZERO);
    }

    private SubmissionReport report(
            Submission submission, List<Line> lines, List<GraderReport> reports, Duration took) {
        var measurements = reports.stream().flatMap(r -> r.measurements().stream()).toList();
        return new SubmissionReport(
                submission,
                lines,
                measurements,
                leaderboard(measurements, reports),
                reports.stream().flatMap(r -> r.notes().stream()).distinct().toList(),
                log(reports),
                took,
                identity.provenance(submission));
    }

    private List<LeaderboardEntry> leaderboard(
            List<Measurement> measurements, List<GraderReport> reports) {
        var entries = new ArrayList<LeaderboardEntry>();
        for (var metric : assignment.leaderboard()) {
            measurements.stream()
                    .filter(measurement -> measurement.metric().equals(metric.metric()))
                    .filter(measurement -> Double.isFinite(measurement.value()))
                    .map(
                            found ->
                                    new LeaderboardEntry(
                                            metric.name(), digits(found), metric.better()))
                    .forEach(entries::add);
        }
        reports.forEach(report -> entries.addAll(report.leaderboard()));
        return entries;
    }

    private static String digits(Measurement measurement) {
        return BigDecimal.valueOf(measurement.value())
                .round(LEADERBOARD_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String log(List<GraderReport> reports) {
        return String.join(
                "\n", reports.stream().map(GraderReport::log).filter(l -> !l.isEmpty()).toList());
    }
}
