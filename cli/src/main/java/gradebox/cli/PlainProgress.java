package gradebox.cli;

import gradebox.grading.SubmissionReport;
import gradebox.output.SafeText;
import gradebox.run.RunEvent;
import gradebox.run.RunListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Say what a run does, a line for each result: for logs, pipes and terminals alike. */
final class PlainProgress implements RunListener {
    private final PrintWriter err;
    private final UnaryOperator<SubmissionReport> shown;
    private int total;
    private int finished;

    /**
     * @param shown returns of a report what may be told
     */
    PlainProgress(PrintWriter err, UnaryOperator<SubmissionReport> shown) {
        this.err = err;
        this.shown = shown;
    }

    @Override
    public void on(RunEvent event) {
        switch (event) {
            case RunEvent.Started started -> start(started);
            case RunEvent.SubmissionStarted begun -> {}
            case RunEvent.SubmissionFinished end -> finish(shown.apply(end.report()));
            case RunEvent.SubmissionReused reused -> {}
            case RunEvent.Retried retried -> err.println(retry(retried));
            case RunEvent.GraderBroke broke ->
                    err.println(
                            "%s: the grader %s broke; see gradebox.log"
                                    .formatted(broke.submission(), broke.grader()));
            case RunEvent.GpuLost lost -> err.println(GpuLines.of(lost));
            case RunEvent.GpuCrowded crowded -> err.println(GpuLines.of(crowded));
            case RunEvent.GpuAwaited awaited -> err.println(GpuLines.of(awaited));
            case RunEvent.GpuWithdrawn withdrawn -> err.println(GpuLines.of(withdrawn));
            case RunEvent.Stopping stopping -> err.println("Stopping: " + stopping.why());
            case RunEvent.Finished end -> {}
        }
    }

    private void start(RunEvent.Started started) {
        total = started.toGrade();
        err.println(announcement(started));
    }

    private void finish(SubmissionReport report) {
        finished++;
        int width = String.valueOf(total).length();
        err.println(
                ("[%" + width + "d/%d] %s  %s  %s")
                        .formatted(
                                finished,
                                total,
                                report.submission().id(),
                                score(report),
                                time(report.time())));
    }

    static String announcement(RunEvent.Started started) {
        var line =
                "Grading %d %s, %d at a time"
                        .formatted(
                                started.toGrade(),
                                started.toGrade() == 1 ? "submission" : "submissions",
                                Math.min(started.workers(), Math.max(1, started.toGrade())));
        return started.reused() == 0
                ? line
                : line + "; %d unchanged since the last run".formatted(started.reused());
    }

    static String retry(RunEvent.Retried retried) {
        return "%s: %s starts again (attempt %d): %s"
                .formatted(
                        retried.submission(),
                        retried.grader(),
                        retried.attempt(),
                        SafeText.line(retried.why()));
    }

    static String score(SubmissionReport report) {
        return report.score()
                .map(score -> score.toPlainString() + "/" + report.points().toPlainString())
                .orElse("no score");
    }

    static String time(Duration time) {
        return time.toSeconds() < 60
                ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
                : "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
