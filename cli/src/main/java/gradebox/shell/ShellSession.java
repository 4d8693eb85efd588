package gradebox.shell;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import gradebox.shell.Frame.BrokenStreamException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** Run a shell in a sandbox, and join it to this machine's terminal, or to what is piped in. */
public final class ShellSession {
    /** How long a shell may live. */
    public static final Duration LIFE = Duration.ofHours(12);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LAST = Duration.ofSeconds(10);

    private final SandboxFactory sandboxes;
    private final InputStream in;
    private final OutputStream out;

    /**
     * @param in what is typed, or commands
     * @param out what the shell prints, harmless to a terminal
     */
    public ShellSession(SandboxFactory sandboxes, InputStream in, OutputStream out) {
        this.sandboxes = sandboxes;
        this.in = in;
        this.out = out;
    }

    /**
     * Run a shell to its end.
     *
     * @param spec of its sandbox, with the runtime folder, {@link Relay} in it
     * @param name what the prompt says
     * @param terminal whether {@code in} and {@code out} are this machine's terminal
     * @return what is to be said of its end; empty if it ended by itself
     */
    public Optional<String> run(SandboxSpec spec, String name, boolean terminal)
            throws IOException, InterruptedException {
        if (!terminal) {
            return run(spec, name, WindowSize.NONE, Optional.empty());
        }
        try (var local = LocalTerminal.open()) {
            return run(spec, name, local.size(), Optional.of(local));
        }
    }

    private Optional<String> run(
            SandboxSpec spec, String name, WindowSize size, Optional<LocalTerminal> local)
            throws IOException, InterruptedException {
        var longer = spec.within(spec.limits().withWall(LIFE));
        try (var sandbox = sandboxes.open(longer, Relay.command(name, size))) {
            var wire = new Wire(sandbox);
            var keyboard = new Keyboard(in, wire);
            var screen = new Screen(out, wire, keyboard, local);
            try {
                while (!keyboard.left() && !screen.isGone()) {
                    if (!screen.showNext(Deadline.after(LOOK))) {
                        return end(sandbox.await(Deadline.after(LAST)), sandbox.log());
                    }
                }
                return Optional.empty();
            } catch (BrokenStreamException e) {
                return Optional.of("something in the sandbox wrote into the shell's own stream");
            } catch (DeadlineException e) {
                return Optional.of("the sandbox takes no input any more");
            } finally {
                screen.close();
            }
        }
    }

    private static Optional<String> end(Optional<Termination> termination, String log)
            throws SandboxException {
        if (termination.isEmpty()) {
            return Optional.of("the sandbox did not end, and was removed");
        }
        return switch (termination.get()) {
            case Termination.Exited exited -> exited(exited.code(), log);
            case Termination.Signalled killed ->
                    Optional.of("signal %d ended it".formatted(killed.signal()));
            case Termination.OutOfMemory none -> Optional.of("the sandbox ran out of memory");
            case Termination.TimedOut late ->
                    Optional.of("its %d hours are over".formatted(LIFE.toHours()));
            case Termination.EngineLost lost -> throw new SandboxException(lost.what());
        };
    }

    private static Optional<String> exited(int code, String log) {
        var why = log.lines().filter(line -> !line.isBlank()).reduce("", (first, last) -> last);
        return code == 0
                ? Optional.empty()
                : Optional.of("its program ended with %d: %s".formatted(code, why));
    }
}
