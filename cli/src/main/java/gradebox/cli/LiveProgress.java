package gradebox.cli;

import gradebox.run.RunEvent;
import gradebox.run.RunListener;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Draw a run's progress on one line of a terminal, and messages above it. */
final class LiveProgress implements RunListener {
    private static final int REDRAW_MILLIS = 250;
    private static final String CLEAR = "\r\033[K";

    private final PrintWriter err;
    private final Terminal.Look look;
    private final List<String> running = new ArrayList<>();
    private @Nullable ProgressBar bar;

    LiveProgress(PrintWriter err, Terminal.Look look) {
        this.err = err;
        this.look = look;
    }

    @Override
    public void on(RunEvent event) {
        switch (event) {
            case RunEvent.Started started -> start(started);
            case RunEvent.SubmissionStarted begun -> {
                running.add(begun.submission());
                draw(0);
            }
            case RunEvent.SubmissionFinished end -> {
                running.remove(end.report().submission().id());
                draw(1);
            }
            case RunEvent.SubmissionReused reused -> {}
            case RunEvent.Retried retried -> say(PlainProgress.retry(retried));
            case RunEvent.GraderBroke broke ->
                    say(
                            "%s: the grader %s broke; see gradebox.log"
                                    .formatted(broke.submission(), broke.grader()));
            case RunEvent.GpuLost lost -> say(GpuLines.of(lost));
            case RunEvent.GpuCrowded crowded -> say(GpuLines.of(crowded));
            case RunEvent.GpuAwaited awaited -> say(GpuLines.of(awaited));
            case RunEvent.GpuWithdrawn withdrawn -> say(GpuLines.of(withdrawn));
            case RunEvent.Stopping stopping -> say("Stopping: " + stopping.why());
            case RunEvent.Finished end -> close();
        }
    }

    private void start(RunEvent.Started started) {
        err.println(PlainProgress.announcement(started));
        if (started.toGrade() > 0) {
            bar =
                    new ProgressBarBuilder()
                            .setTaskName("")
                            .setInitialMax(started.toGrade())
                            .setStyle(
                                    look.unicode()
                                            ? ProgressBarStyle.UNICODE_BLOCK
                                            : ProgressBarStyle.ASCII)
                            .setUpdateIntervalMillis(REDRAW_MILLIS)
                            .setConsumer(new Line(err, look.width()))
                            .build();
        }
    }

    private void draw(int steps) {
        if (bar != null) {
            bar.stepBy(steps).setExtraMessage(String.join(", ", running));
        }
    }

    private void say(String message) {
        err.println(CLEAR + message);
    }

    private void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    /** Draws over the line that the cursor is in. */
    private record Line(PrintWriter err, int width) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return width - 1;
        }

        @Override
        public void accept(String line) {
            err.print("\r" + line + "\033[K");
            err.flush();
        }

        @Override
        public void clear() {
            err.print(CLEAR);
            err.flush();
        }

        @Override
        public void close() {
            clear();
        }
    }
}
