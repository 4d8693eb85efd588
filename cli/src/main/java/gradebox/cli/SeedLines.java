package gradebox.cli;

import gradebox.assignments.calibrate.Bands;
import gradebox.output.SafeText;
import gradebox.run.RunEvent;
import gradebox.run.RunListener;
import gradebox.run.SeedRun;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Say what each seed gave, a line each. */
final class SeedLines implements RunListener {
    private final PrintWriter err;
    private final int seeds;
    private int done;

    SeedLines(PrintWriter err, int seeds, int solutions, int workers) {
        this.err = err;
        this.seeds = seeds;
        err.println(
                "Measuring %s over %d seeds, %d at a time"
                        .formatted(
                                solutions == 1 ? "the reference" : "the reference and the baseline",
                                seeds,
                                workers));
    }

    void measured(SeedRun run) {
        done++;
        int width = String.valueOf(seeds).length();
        err.println(
                run.readings().stream()
                        .map(
                                reading ->
                                        "%s %s %s"
                                                .formatted(
                                                        reading.grader(),
                                                        reading.solution(),
                                                        Bands.show(reading.value())))
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        ("[%" + width + "d/%d] seed %d: ")
                                                .formatted(done, seeds, run.number()),
                                        "")));
    }

    @Override
    public void on(RunEvent event) {
        switch (event) {
            case RunEvent.Retried retried -> err.println(PlainProgress.retry(retried));
            case RunEvent.GraderBroke broke ->
                    err.println(
                            "%s: the grader %s broke: %s"
                                    .formatted(
                                            broke.submission(),
                                            broke.grader(),
                                            SafeText.line(String.valueOf(broke.bug()))));
            case RunEvent.Started started -> {}
            case RunEvent.SubmissionStarted begun -> {}
            case RunEvent.SubmissionFinished end -> {}
            case RunEvent.SubmissionReused reused -> {}
            case RunEvent.GpuLost lost -> err.println(GpuLines.of(lost));
            case RunEvent.GpuCrowded crowded -> {}
            case RunEvent.GpuAwaited awaited -> err.println(GpuLines.of(awaited));
            case RunEvent.GpuWithdrawn withdrawn -> err.println(GpuLines.of(withdrawn));
            case RunEvent.Stopping stopping -> {}
            case RunEvent.Finished end -> {}
        }
    }
}
