package gradebox.sandbox.process;

import gradebox.sandbox.Confinement;
import gradebox.sandbox.Guarantee;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.host.ControlGroups;
import gradebox.sandbox.host.GroupKeeper;
import gradebox.sandbox.host.Slots.Slot;
import gradebox.sandbox.host.TreeKeeper;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Say what a machine can give to sandboxes that have no name spaces.
 *
 * @param folder where runs keep slots
 * @param groups where control groups can be made, if anywhere
 * @param filter the system call filter
 * @param users whom sandboxes run as
 * @param landlock the kernel's version of Landlock; 0 for none
 * @param python the machine's own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ProcessHost(
        Path folder,
        Optional<ControlGroups> groups,
        byte[] filter,
        UserRange users,
        int landlock,
        Interpreter python) {

    /** From this version on, Landlock keeps a program from sockets that have no file. */
    private static final int KNOWS_SOCKETS = 6;

    Path slots() {
        return folder.resolve("slots");
    }

    TreeKeeper keeper(Slot slot, Confinement confinement) throws SandboxException {
        var limits = confinement.spec().limits();
        return groups.isPresent()
                ? new GroupKeeper(
                        groups.get().make("process-" + slot.number(), limits, confinement.cpus()))
                : new StandByKeeper(slot.folder());
    }

    /** Cut limits to what this container has. */
    Order.Bounds bounds(Confinement confinement) throws SandboxException {
        var limits = confinement.spec().limits();
        long memory =
                groups.isPresent() ? 0 : Math.min(limits.memoryBytes(), ContainerMemory.room());
        int processes = Math.min(limits.pids(), ContainerProcesses.room());
        return new Order.Bounds(memory, processes, users.spare());
    }

    TreeKeeper keeperOfTheDead(Slot slot) {
        return groups.isPresent()
                ? new GroupKeeper(groups.get().existing("process-" + slot.number()))
                : new StandByKeeper(slot.folder());
    }

    Set<Guarantee> guarantees() {
        var given =
                EnumSet.of(
                        Guarantee.OWN_USER,
                        Guarantee.NO_PRIVILEGES,
                        Guarantee.SYSTEM_CALL_FILTER,
                        Guarantee.OUT_OF_MEMORY_VERDICT,
                        Guarantee.PROCESS_COUNT);
        if (landlock > 0) {
            given.addAll(EnumSet.of(Guarantee.GIVEN_FILES_ONLY, Guarantee.TMP_NOT_EXECUTABLE));
        }
        if (landlock >= KNOWS_SOCKETS) {
            given.add(Guarantee.NO_NETWORK);
        }
        if (groups.isPresent()) {
            given.addAll(EnumSet.of(Guarantee.TREE_MEMORY, Guarantee.CPU_SHARE));
        }
        return Set.copyOf(given);
    }
}
