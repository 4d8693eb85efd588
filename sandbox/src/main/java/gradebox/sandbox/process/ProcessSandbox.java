package gradebox.sandbox.process;

import gradebox.sandbox.host.LaunchedSandbox;
import gradebox.sandbox.host.OpenSandboxes;
import gradebox.sandbox.host.Slots.Slot;
import gradebox.sandbox.host.TreeKeeper;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Hold a program's stand-by, which ends once nothing of the program is left. */
final class ProcessSandbox extends LaunchedSandbox {

    ProcessSandbox(String name, Process process, Slot slot, TreeKeeper keeper, OpenSandboxes open) {
        super(name, process, slot, keeper, open);
    }

    @Override
    protected OptionalInt exitCode() {
        var code = StandBy.status(place().folder()).path("code");
        return code.isInt() ? OptionalInt.of(code.asInt()) : OptionalInt.empty();
    }

    @Override
    protected String failure() {
        var failed = StandBy.status(place().folder()).path("failed").asText();
        return "the sandbox could not be made (exit code %d): %s"
                .formatted(process().exitValue(), failed.isEmpty() ? lastLine() : failed);
    }

    /** The stand-by ends all others first: it can be asked, for they cannot reach it. */
    @Override
    protected void kill() {
        process().destroy();
    }

    @Override
    protected boolean awaitGone() throws InterruptedException {
        boolean ended = process().waitFor(LAST.toNanos(), TimeUnit.NANOSECONDS);
        process().destroyForcibly();
        if (ended && StandBy.status(place().folder()).path("cleared").asBoolean()) {
            return true;
        }
        try {
            return StandBy.end(place().folder(), LAST);
        } catch (IOException e) {
            return false;
        }
    }
}
