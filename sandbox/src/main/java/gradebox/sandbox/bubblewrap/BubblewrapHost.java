package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.Confinement;
import gradebox.sandbox.Guarantee;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.host.ControlGroups;
import gradebox.sandbox.host.GroupKeeper;
import gradebox.sandbox.host.Leftovers;
import gradebox.sandbox.host.MemoryWatchdog;
import gradebox.sandbox.host.Slots;
import gradebox.sandbox.host.Slots.Slot;
import gradebox.sandbox.host.TreeKeeper;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Say what a machine and a user can give to sandboxes.
 *
 * @param isRoot whether this process is root's
 * @param folder where runs keep slots
 * @param groups where control groups can be made, if anywhere
 * @param filter the system call filter; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BubblewrapHost(boolean isRoot, Path folder, Optional<ControlGroups> groups, byte[] filter) {
    /** A range that neither people, services nor containers are given ids from. */
    private static final int FIRST_USER = 1_734_475_776;

    boolean isFiltered() {
        return filter.length > 0;
    }

    Path slots() {
        return folder.resolve("slots");
    }

    /** Return where sandboxes see what is arranged for them: one place, in a name space each. */
    Path view() {
        return folder.resolve("view");
    }

    /** Return whom a slot's sandbox runs as; empty for the user that this process has. */
    OptionalInt user(Slot slot) {
        return isRoot ? OptionalInt.of(FIRST_USER + slot.number()) : OptionalInt.empty();
    }

    /** Return whom to try as: a user like a sandbox's, but none's. */
    OptionalInt trialUser() {
        return isRoot ? OptionalInt.of(FIRST_USER + Slots.MOST) : OptionalInt.empty();
    }

    TreeKeeper keeper(Slot slot, Confinement confinement) throws SandboxException {
        var limits = confinement.spec().limits();
        return groups.isPresent()
                ? new GroupKeeper(groups.get().make(groupOf(slot), limits, confinement.cpus()))
                : new MemoryWatchdog(limits.memoryBytes(), user(slot));
    }

    /** Return what keeps what a dead run left in a slot. */
    TreeKeeper keeperOfTheDead(Slot slot) {
        return groups.isPresent()
                ? new GroupKeeper(groups.get().existing(groupOf(slot)))
                : new MemoryWatchdog(0, user(slot));
    }

    /** Return what finds what sandboxes have left. */
    Leftovers leftovers() {
        return new Leftovers(
                folder,
                groups,
                isRoot
                        ? Optional.of(new Leftovers.Users(FIRST_USER, FIRST_USER + Slots.MOST))
                        : Optional.empty(),
                Path.of("/proc/self/mountinfo"));
    }

    private String groupOf(Slot slot) {
        return "slot-" + slot.number();
    }

    Set<Guarantee> guarantees() {
        var all = EnumSet.allOf(Guarantee.class);
        if (groups.isEmpty()) {
            all.removeAll(EnumSet.of(Guarantee.TREE_MEMORY, Guarantee.CPU_SHARE));
        }
        if (!isRoot) {
            all.removeAll(
                    EnumSet.of(
                            Guarantee.OWN_USER,
                            Guarantee.INODE_COUNT,
                            Guarantee.TMP_NOT_EXECUTABLE));
        }
        if (!isFiltered()) {
            all.remove(Guarantee.SYSTEM_CALL_FILTER);
        }
        return Set.copyOf(all);
    }
}
