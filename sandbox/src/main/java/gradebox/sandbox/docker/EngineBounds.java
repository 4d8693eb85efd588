package gradebox.sandbox.docker;

import com.github.dockerjava.api.model.Info;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.Guarantee;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Say what an engine can bound on its machine: without the control group that it takes, it starts
 * containers all the same, and leaves the bound out.
 *
 * @param memory of all processes together
 * @param swap whether what they put on a disk counts, too
 * @param processes whether there is a bound on their number
 * @param cpu whether there is one on CPU time
 */
public record EngineBounds(boolean memory, boolean swap, boolean processes, boolean cpu) {
    static final EngineBounds ALL = new EngineBounds(true, true, true, true);

    private static final Set<Guarantee> WHOLE =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(Guarantee.OWN_USER)));

    /** What an engine does not say, it has; it says so of what it lacks since long. */
    static EngineBounds of(Info info) {
        return new EngineBounds(
                !Boolean.FALSE.equals(info.getMemoryLimit()),
                !Boolean.FALSE.equals(info.getSwapLimit()),
                !Boolean.FALSE.equals(info.getRawValues().get("PidsLimit")),
                !Boolean.FALSE.equals(info.getCpuCfsQuota())
                        && !Boolean.FALSE.equals(info.getCpuCfsPeriod()));
    }

    /**
     * Return what containers promise. All of them have one user id.
     *
     * @param machineSwaps whether there is a disk to put memory on
     */
    Set<Guarantee> guarantees(boolean machineSwaps) {
        var given = EnumSet.copyOf(WHOLE);
        if (!swap && machineSwaps) {
            given.remove(Guarantee.TREE_MEMORY);
        }
        if (!cpu) {
            given.remove(Guarantee.CPU_SHARE);
        }
        return Set.copyOf(given);
    }

    /** Return, in words, what cannot be bounded. */
    public List<String> missing() {
        var words = new ArrayList<String>();
        add(words, memory, "memory");
        add(words, processes, "the number of processes");
        add(words, swap, "swap");
        add(words, cpu, "CPU time");
        return List.copyOf(words);
    }

    private static void add(List<String> words, boolean bounded, String what) {
        if (!bounded) {
            words.add(what);
        }
    }

    /** Tell whether a container cannot take the whole machine. */
    public boolean holds() {
        return memory && processes;
    }

    /**
     * Refuse an engine whose containers could take the whole machine: nothing else would stop them.
     */
    void demand() throws EngineUnavailableException {
        if (!holds()) {
            throw new EngineUnavailableException(
                    "this Docker engine cannot bound %s (see docker info): %s"
                            .formatted(String.join(", ", missing()), ADVICE));
        }
    }

    /** What to do about it. */
    public static final String ADVICE =
            "mount the control groups memory, pids and cpu and restart it, or take --engine bubblewrap";
}
