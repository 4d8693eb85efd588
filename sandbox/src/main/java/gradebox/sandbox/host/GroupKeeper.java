package gradebox.sandbox.host;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Leave it to the kernel: a control group bounds its processes, and counts whom it had to kill. */
public final class GroupKeeper implements TreeKeeper {
    private static final Duration LAST = Duration.ofSeconds(10);

    private final ControlGroup group;
    private volatile boolean shortOfMemory;

    public GroupKeeper(ControlGroup group) {
        this.group = group;
    }

    @Override
    public List<Path> doors() {
        return group.doors();
    }

    @Override
    public Optional<Mount> counter() {
        return Optional.of(group.counter());
    }

    @Override
    public void began(ProcessHandle first, Runnable kill) {}

    @Override
    public boolean ranOutOfMemory() throws SandboxException {
        if (!shortOfMemory) {
            shortOfMemory = group.ranOutOfMemory();
        }
        return shortOfMemory;
    }

    @Override
    public boolean end() {
        return Uninterrupted.get(
                () -> {
                    var deadline = Deadline.after(LAST);
                    try {
                        group.end(deadline);
                    } catch (IOException e) {
                        return false;
                    }
                    group.remove(deadline);
                    return !deadline.passed();
                });
    }
}
