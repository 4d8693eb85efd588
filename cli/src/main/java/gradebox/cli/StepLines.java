package gradebox.cli;

import java.time.Duration;

/** Say each step and how long it took, on the stream of messages. */
final class StepLines implements Steps {
    private final Terminal terminal;
    private long started;

    StepLines(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void doing(String what) {
        started = System.nanoTime();
        terminal.err().print(what + " … ");
        terminal.err().flush();
    }

    @Override
    public void done() {
        var time = Duration.ofNanos(System.nanoTime() - started);
        terminal.err().println(Progress.time(time));
    }
}
