package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.host.FirstProcess;
import gradebox.sandbox.host.LaunchedSandbox;
import gradebox.sandbox.host.OpenSandboxes;
import gradebox.sandbox.host.Slots.Slot;
import gradebox.sandbox.host.TreeKeeper;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Hold one bubblewrap: all processes inside die with it. */
final class BubblewrapSandbox extends LaunchedSandbox {
    private final Path status;

    /** Group what a sandbox has of the host. */
    record Place(Slot slot, Path status, TreeKeeper keeper) {}

    BubblewrapSandbox(String name, Process process, Place place, OpenSandboxes open) {
        super(name, process, place.slot(), place.keeper(), open);
        this.status = place.status();
    }

    @Override
    protected OptionalInt exitCode() {
        return Status.read(status).exitCode();
    }

    @Override
    protected String failure() {
        return "bubblewrap could not run the sandbox (exit code %d): %s"
                .formatted(process().exitValue(), lastLine());
    }

    @Override
    protected void kill() {
        process().destroyForcibly();
    }

    /** All processes inside are gone as soon as the first is, and it dies with bubblewrap. */
    @Override
    protected boolean awaitGone() throws InterruptedException {
        var deadline = Deadline.after(LAST);
        boolean dead = process().waitFor(LAST.toNanos(), TimeUnit.NANOSECONDS);
        var first = Status.read(status).first();
        return dead && (first.isEmpty() || FirstProcess.awaitEnd(first.getAsLong(), deadline));
    }
}
