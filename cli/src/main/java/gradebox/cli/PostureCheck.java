package gradebox.cli;

import gradebox.sandbox.Posture;
import gradebox.sandbox.PostureProbe;
import gradebox.sandbox.SandboxException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Hold an engine to what it promises, once a run, before anything of a student's runs. */
final class PostureCheck {
    private final Preparation prepared;
    private final Consumer<String> log;
    private volatile Posture found = Posture.NONE;

    PostureCheck(Preparation prepared, Consumer<String> log) {
        this.prepared = prepared;
        this.log = log;
    }

    /**
     * Look at a sandbox.
     *
     * @throws SandboxException if it is not what is promised; nothing may be graded then
     */
    void demand() throws SandboxException, InterruptedException {
        long started = System.nanoTime();
        found = new PostureProbe(prepared.engine().sandboxes()).demand(prepared.image());
        var took = Duration.ofNanos(System.nanoTime() - started);
        log.accept("posture, found in %d ms: %s".formatted(took.toMillis(), words()));
    }

    private String words() {
        return found.equals(Posture.NONE)
                ? "this engine promises none"
                : found.traits().entrySet().stream()
                        .map(trait -> trait.getKey().word() + " " + trait.getValue())
                        .collect(Collectors.joining("; "));
    }

    /** Return what was found; nothing where no sandbox was looked at. */
    Posture found() {
        return found;
    }
}
