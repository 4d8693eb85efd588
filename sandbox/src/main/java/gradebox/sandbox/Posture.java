package gradebox.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Say what a sandbox is like, or what an engine promises that it is like, trait by trait. A trait
 * that a promise leaves out is recorded and not demanded.
 *
 * @param traits what each is, as the probe words it
 */
public record Posture(Map<Trait, String> traits) {
    private static final String NO_GPU = "none";
    private static final String THE_USUAL = "the usual";

    /** Promise nothing: the sandbox is not looked at. */
    public static final Posture NONE = new Posture(Map.of());

    public Posture {
        var ordered = new LinkedHashMap<Trait, String>();
        for (var trait : Trait.values()) {
            if (traits.containsKey(trait)) {
                ordered.put(trait, traits.get(trait));
            }
        }
        traits = Collections.unmodifiableMap(ordered);
    }

    /**
     * Promise the whole: what Docker gives.
     *
     * @param confinement of a sandbox whose program is process 1
     * @param variables names beside the confinement's own, that the engine or the image sets
     */
    public static Posture whole(Confinement confinement, Set<String> variables) {
        var names = new TreeSet<>(confinement.environment().keySet());
        names.addAll(variables);
        var posture =
                new Posture(
                        Map.of(
                                Trait.CAPABILITIES,
                                "none",
                                Trait.NO_NEW_PRIVILEGES,
                                "yes",
                                Trait.SYSTEM_CALLS,
                                "our filter",
                                Trait.USER,
                                Confinement.USER + ":" + Confinement.USER,
                                Trait.WRITABLE,
                                "/dev/mqueue /dev/shm /tmp /work",
                                Trait.ROOT,
                                "read-only",
                                Trait.INTERFACES,
                                "lo",
                                Trait.ENVIRONMENT,
                                String.join(" ", names),
                                Trait.DEVICES,
                                THE_USUAL,
                                Trait.PROCESSES,
                                "1"));
        return posture.with(Trait.GPUS, NO_GPU);
    }

    /**
     * Promise that these device nodes are there beside the usual, and no other.
     *
     * @param nodes of GPUs, or of what stands in for one
     */
    public Posture withNodes(List<Path> nodes) {
        var gpus = new TreeSet<String>();
        var others = new TreeSet<String>();
        for (var node : nodes) {
            (isGpu(node.toString()) ? gpus : others).add(node.toString());
        }
        return with(Trait.GPUS, gpus.isEmpty() ? NO_GPU : String.join(" ", gpus))
                .with(Trait.DEVICES, others.isEmpty() ? THE_USUAL : String.join(" ", others));
    }

    private static boolean isGpu(String node) {
        return node.startsWith("/dev/nvidia") || node.startsWith("/dev/dri/");
    }

    /** Promise a trait in other words. */
    public Posture with(Trait trait, String words) {
        var changed = new LinkedHashMap<>(traits);
        changed.put(trait, words);
        return new Posture(changed);
    }

    /** Promise a trait no longer. */
    public Posture without(Trait trait) {
        var changed = new LinkedHashMap<>(traits);
        changed.remove(trait);
        return new Posture(changed);
    }

    /** Return, in words, what of this promise a sandbox does not keep. */
    public List<String> brokenBy(Posture found) {
        var broken = new ArrayList<String>();
        traits.forEach(
                (trait, expected) -> {
                    var is = found.traits().getOrDefault(trait, "not told");
                    if (!is.equals(expected)) {
                        broken.add(
                                "%s: expected %s, found %s".formatted(trait.word(), expected, is));
                    }
                });
        return List.copyOf(broken);
    }
}
