package gradebox.shell;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.SandboxException;
import gradebox.shell.Frame.BrokenStreamException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Show what a shell prints, as far as it is harmless. */
final class Screen implements AutoCloseable {
    private final OutputStream out;
    private final Wire wire;
    private final Keyboard keyboard;
    private final Optional<LocalTerminal> local;
    private final TerminalFilter filter = new TerminalFilter();
    private boolean begun;
    private boolean raw;
    private boolean gone;
    private boolean midLine;

    /**
     * @param keyboard told what the shell has taken, and started once it can take anything
     * @param local this machine's terminal, where the shell is to have one
     */
    Screen(OutputStream out, Wire wire, Keyboard keyboard, Optional<LocalTerminal> local) {
        this.out = out;
        this.wire = wire;
        this.keyboard = keyboard;
        this.local = local;
    }

    /** Tell whether nobody takes any more what is shown. */
    boolean isGone() {
        return gone;
    }

    /**
     * Show what comes next, if anything does by the deadline.
     *
     * @return whether the shell still runs
     */
    boolean showNext(Deadline deadline)
            throws SandboxException,
                    BrokenStreamException,
                    DeadlineException,
                    InterruptedException,
                    IOException {
        Optional<Frame> next;
        try {
            next = wire.receive(deadline);
        } catch (DeadlineException e) {
            return true;
        }
        if (next.isPresent()) {
            take(next.get());
        }
        return next.isPresent();
    }

    private void take(Frame frame)
            throws SandboxException,
                    BrokenStreamException,
                    DeadlineException,
                    InterruptedException,
                    IOException {
        if (frame.kind() == Frame.TERMINAL) {
            if (begun) {
                throw new BrokenStreamException();
            }
            begun = true;
            begin(frame.payload().length == 1 && frame.payload()[0] == 1);
        } else if (frame.kind() == Frame.TAKEN) {
            keyboard.taken(frame.number());
        } else {
            show(frame.payload());
            wire.send(Frame.taken(frame.payload().length));
        }
    }

    /** Begin to type, once it is known whether the sandbox has a terminal to type into. */
    private void begin(boolean terminal) throws IOException {
        if (terminal && local.isPresent()) {
            raw = true;
            keyboard.isRaw();
            local.get().whenResized(this::resize);
            local.get().makeRaw();
        }
        keyboard.start();
    }

    private void resize(WindowSize size) {
        try {
            wire.send(Frame.window(size));
        } catch (SandboxException | DeadlineException e) {
            // whoever reads finds out
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(byte[] bytes) {
        var harmless = filter.pass(bytes);
        if (harmless.length > 0) {
            midLine = harmless[harmless.length - 1] != '\n';
        }
        write(harmless);
    }

    private void write(byte[] harmless) {
        try {
            out.write(harmless);
            out.flush();
        } catch (IOException e) {
            gone = true;
        }
    }

    /** Leave the terminal as a shell's end should. */
    @Override
    public void close() {
        if (raw) {
            write(filter.reset());
            if (midLine) {
                write(new byte[] {'\r', '\n'});
            }
        }
    }
}
