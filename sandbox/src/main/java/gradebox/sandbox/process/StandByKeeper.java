package gradebox.sandbox.process;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.host.FirstProcess;
import gradebox.sandbox.host.TreeKeeper;
import gradebox.sandbox.host.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leave it to the stand-by, which tells at its end. Where the kernel has killed in this container
 * meanwhile, that end is brought about: nobody else knows whose want of memory it was.
 */
final class StandByKeeper implements TreeKeeper {
    private static final Duration LAST = Duration.ofSeconds(10);
    private static final List<Path> COUNTERS =
            List.of(
                    Path.of("/sys/fs/cgroup/memory.events"),
                    Path.of("/sys/fs/cgroup/memory/memory.oom_control"));

    private final Path slot;
    private final List<String> before = kernelKills();
    private @Nullable ProcessHandle standBy;
    private Runnable kill = () -> {};

    StandByKeeper(Path slot) {
        this.slot = slot;
    }

    @Override
    public List<Path> doors() {
        return List.of();
    }

    @Override
    public Optional<Mount> counter() {
        return Optional.empty();
    }

    @Override
    public void began(ProcessHandle first, Runnable how) {
        standBy = first;
        kill = how;
    }

    @Override
    public boolean ranOutOfMemory() throws SandboxException {
        var process = standBy;
        if (process != null && process.isAlive() && !kernelKills().equals(before)) {
            kill.run();
            Uninterrupted.get(() -> FirstProcess.awaitEnd(process.pid(), Deadline.after(LAST)));
        }
        var status = StandBy.status(slot);
        if (status.has("failed")) {
            throw new SandboxException(status.path("failed").asText());
        }
        return status.path("memory").asBoolean();
    }

    /** Return the kernel's own line on whom it has killed for memory in this container. */
    private static List<String> kernelKills() {
        for (var file : COUNTERS) {
            try (var lines = Files.lines(file)) {
                return lines.filter(line -> line.startsWith("oom_kill ")).toList();
            } catch (IOException | UncheckedIOException e) {
                // the other version of control groups, or none
            }
        }
        return List.of();
    }

    @Override
    public boolean end() {
        return true;
    }
}
