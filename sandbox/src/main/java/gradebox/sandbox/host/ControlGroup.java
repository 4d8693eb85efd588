package gradebox.sandbox.host;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Hold one sandbox's control group, which in version 1 is a folder for each controller.
 *
 * @param folders all of them
 * @param memory the one that counts memory
 * @param unified whether this is version 2
 */
public record ControlGroup(List<Path> folders, Path memory, boolean unified) {
    private static final String PROCESSES = "cgroup.procs";
    private static final String SEEN_AT = "/sys/fs/cgroup";

    public ControlGroup {
        folders = List.copyOf(folders);
    }

    /** Return the files that a process writes its number to in order to join. */
    public List<Path> doors() {
        return folders.stream().map(folder -> folder.resolve(PROCESSES)).toList();
    }

    /** Return the count of those that the kernel killed, and where a container would see it. */
    Mount counter() {
        String name = unified ? "memory.events" : "memory.oom_control";
        return new Mount(
                memory.resolve(name), unified ? SEEN_AT + "/" + name : SEEN_AT + "/memory/" + name);
    }

    /**
     * Tell whether the kernel has killed in here because the group was at its limit.
     *
     * @throws SandboxException if it killed because the machine had no more
     */
    public boolean ranOutOfMemory() throws SandboxException {
        try {
            return MemoryKills.in(memory)
                    .orElseThrow(() -> new NoSuchFileException(memory.toString()))
                    .isOwn();
        } catch (SandboxException e) {
            throw e;
        } catch (IOException e) {
            throw new SandboxException("the control group %s is gone".formatted(memory), e);
        }
    }

    /** Kill whatever is in here, and wait until nothing is. */
    public void end(Deadline deadline) throws IOException, InterruptedException {
        while (killed() && !deadline.passed()) {
            Thread.sleep(1);
        }
    }

    private boolean killed() throws IOException {
        boolean any = false;
        for (var door : doors()) {
            for (var pid : processes(door)) {
                any = true;
                // gone meanwhile, if it is not there
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        return any;
    }

    private static List<Long> processes(Path door) throws IOException {
        try {
            return Files.readAllLines(door).stream()
                    .filter(line -> line.matches("[1-9]\\d{0,17}"))
                    .map(Long::valueOf)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Remove the group, which nothing may be in. */
    public void remove(Deadline deadline) throws InterruptedException {
        while (!removeQuietly() && !deadline.passed()) {
            Thread.sleep(1); // the kernel takes leave of its last process a little later
        }
    }

    boolean removeQuietly() {
        boolean all = true;
        for (var folder : folders) {
            all &= folder.toFile().delete() || !Files.exists(folder);
        }
        return all;
    }
}
