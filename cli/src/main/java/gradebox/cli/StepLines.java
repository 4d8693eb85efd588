package gradebox.cli;

import gradebox.sandbox.docker.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** Say each step of a set-up and how long it took, as lines of messages. */
final class StepLines implements Progress {
    private final PrintWriter err;

    StepLines(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void began(String step) {
        err.println("· " + step + " …");
    }

    @Override
    public void ended(String step, Duration took) {
        err.println("  done in " + PlainProgress.time(took));
    }

    @Override
    public void said(String line) {
        // A build says much; what went wrong comes with its exception.
    }
}
