package gradebox.sandbox.host;

import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keep all processes of one sandbox together within their memory, and end what is left of them. */
public interface TreeKeeper {

    /** Return the files that the first process writes its number to before it does anything. */
    List<Path> doors();

    /** Return the kernel's own counter of whom it killed, with its place in a sandbox's view. */
    Optional<Mount> counter();

    /**
     * Hear which process it is that all others descend from.
     *
     * @param kill what ends all of them, and takes no time
     */
    void began(ProcessHandle first, Runnable kill);

    /** Tell whether a process was killed because all of them together had too much memory. */
    boolean ranOutOfMemory() throws SandboxException;

    /**
     * Kill whatever is left and forget all.
     *
     * @return whether nothing is left
     */
    boolean end();
}
