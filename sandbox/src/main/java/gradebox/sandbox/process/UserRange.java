package gradebox.sandbox.process;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.host.Leftovers;
import gradebox.sandbox.host.Slots;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Choose the numbers of sandboxes' users: nobody else's, and not the same in every container, since
 * the kernel counts a number's processes over all containers of a machine.
 *
 * @param first the number of slot 0's user; the others follow
 */
record UserRange(long first) {
    private static final int SLOTS = Slots.MOST;

    /** A range that neither people, services, containers nor other engines are given. */
    private static final long WIDE = 1_734_477_000;

    private static final int WIDE_BLOCKS = 4000;

    /** Where only a container's usual 65,536 numbers are mapped: above people, below nobody. */
    private static final long NARROW = 61_000;

    private static final int NARROW_BLOCKS = 4;

    /**
     * Choose within what is mapped.
     *
     * @param map the lines of {@code /proc/self/uid_map}
     * @throws EngineUnavailableException if neither range is
     */
    static UserRange in(List<String> map, RandomGenerator random)
            throws EngineUnavailableException {
        if (isMapped(map, WIDE, (long) WIDE_BLOCKS * SLOTS)) {
            return new UserRange(WIDE + (long) random.nextInt(WIDE_BLOCKS) * SLOTS);
        }
        if (isMapped(map, NARROW, (long) NARROW_BLOCKS * SLOTS)) {
            return new UserRange(NARROW + (long) random.nextInt(NARROW_BLOCKS) * SLOTS);
        }
        throw new EngineUnavailableException(
                "this container has no user numbers to spare for --engine process: it maps none from %d or %d on"
                        .formatted(NARROW, WIDE));
    }

    private static boolean isMapped(List<String> map, long first, long count) {
        return map.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(parts -> parts.length == 3)
                .anyMatch(
                        parts ->
                                Long.parseLong(parts[0]) <= first
                                        && first + count
                                                <= Long.parseLong(parts[0])
                                                        + Long.parseLong(parts[2]));
    }

    /** Return all ranges that can be chosen: whoever runs there is a sandbox's. */
    static Leftovers.Users everybody() {
        return new Leftovers.Users(
                Math.toIntExact(WIDE), Math.toIntExact(WIDE + (long) WIDE_BLOCKS * SLOTS));
    }

    /** Return a user that no sandbox has: the last slot is never used. */
    int spare() {
        return Math.toIntExact(first + SLOTS - 1);
    }

    int of(int slot) {
        if (slot >= SLOTS - 1) {
            throw new IllegalArgumentException("no user for slot " + slot);
        }
        return Math.toIntExact(first + slot);
    }
}
