package gradebox.sandbox.host;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Watch a sandbox's memory from here, where the kernel bounds none: all of it is killed once its
 * processes together hold more than they may, or once the machine has hardly any left. What they
 * take between two looks is not seen, nor what no process has mapped: temporary files, and shared
 * memory that is let go of. It is a stopgap, and runs say so.
 */
public final class MemoryWatchdog implements TreeKeeper {
    private static final Duration PERIOD = Duration.ofMillis(20);
    private static final Duration LAST = Duration.ofSeconds(10);

    private final long limit;
    private final OptionalInt user;
    private final long floor;
    private volatile MemoryKills killed = MemoryKills.NONE;
    private volatile boolean ended;
    private @Nullable Thread watcher;

    /**
     * @param limit how many bytes all processes may hold together
     * @param user whom nobody else's processes run as, if the sandbox has such a one
     */
    public MemoryWatchdog(long limit, OptionalInt user) {
        this(limit, user, MachineMemory.least());
    }

    /**
     * @param floor how many bytes the machine keeps for itself
     */
    MemoryWatchdog(long limit, OptionalInt user, long floor) {
        this.limit = limit;
        this.user = user;
        this.floor = floor;
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
    public void began(ProcessHandle first, Runnable kill) {
        watcher =
                Thread.ofPlatform()
                        .daemon()
                        .name("memory of " + first.pid())
                        .start(() -> watch(first, kill));
    }

    private void watch(ProcessHandle first, Runnable kill) {
        try {
            while (!ended && first.isAlive()) {
                if (holdsTooMuch(ProcessTree.of(first.pid()))) {
                    killed = MemoryKills.OWN;
                } else if (MachineMemory.available() < floor) {
                    killed = MemoryKills.MACHINE; // whoever took it: that cannot be told
                }
                if (killed != MemoryKills.NONE) {
                    kill.run();
                    return;
                }
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException e) {
            // the sandbox has ended
        }
    }

    /** Shared pages are counted once only if they have to be: that takes the kernel a while. */
    private boolean holdsTooMuch(List<Long> processes) {
        return processes.stream().mapToLong(ProcessTree::residentBytes).sum() > limit
                && processes.stream().mapToLong(ProcessTree::heldBytes).sum() > limit;
    }

    @Override
    public boolean ranOutOfMemory() throws SandboxException {
        return killed.isOwn();
    }

    @Override
    public boolean end() {
        ended = true;
        if (watcher != null) {
            watcher.interrupt();
        }
        if (user.isEmpty()) {
            return true; // its first process is dead, and with it all others
        }
        return Uninterrupted.get(() -> endUser(user.getAsInt()));
    }

    private static boolean endUser(int uid) throws InterruptedException {
        var deadline = Deadline.after(LAST);
        for (var left = ProcessTree.ofUser(uid); !left.isEmpty(); left = ProcessTree.ofUser(uid)) {
            if (deadline.passed()) {
                return false;
            }
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            Thread.sleep(2);
        }
        return true;
    }
}
