package gradebox.sandbox.process;

import gradebox.sandbox.Mount;
import gradebox.sandbox.host.TreeKeeper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Leave it to the stand-by, which tells at its end. What it could not clear, it leaves to sweeps.
 */
record StandByKeeper(Path slot) implements TreeKeeper {

    @Override
    public List<Path> doors() {
        return List.of();
    }

    @Override
    public Optional<Mount> counter() {
        return Optional.empty();
    }

    @Override
    public void began(ProcessHandle first, Runnable kill) {}

    @Override
    public boolean ranOutOfMemory() {
        return StandBy.status(slot).path("memory").asBoolean();
    }

    @Override
    public boolean end() {
        return true;
    }
}
