package gradebox.sandbox.gpu;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Describe a device that a submission can be given: a whole GPU, or a slice of one.
 *
 * @param uuid what engines and CUDA call it, the same across restarts: {@code GPU-…}, {@code MIG-…}
 * @param index how the driver counts whole GPUs; a slice has its GPU's
 * @param model what is sold
 * @param memoryBytes what the driver says it has; 0 where it does not say
 * @param driver the driver's version
 * @param slice which slice it is, or null for a whole GPU
 */
public record GpuDevice(
        String uuid,
        int index,
        String model,
        long memoryBytes,
        String driver,
        @Nullable MigSlice slice) {

    /**
     * Say which slice of a GPU it is, as multi-instance GPUs have them.
     *
     * @param parent the whole GPU's UUID
     * @param number how the driver counts the slices of one GPU
     * @param gpuInstance its share of memory and processors
     * @param computeInstance its share of that share's processors
     */
    public record MigSlice(String parent, int number, int gpuInstance, int computeInstance) {}

    /** Return how users name it: {@code 0}, and {@code 0:1} for a slice. */
    public String name() {
        return slice == null ? String.valueOf(index) : index + ":" + slice.number();
    }

    /** Tell whether a user means this by a word: a number stands for all slices of that GPU. */
    public boolean isNamed(String word) {
        return word.equals(uuid) || word.equals(name()) || word.equals(String.valueOf(index));
    }

    /** Return the UUID of the whole GPU. */
    public String board() {
        return slice == null ? uuid : slice.parent();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s (%s, %.1f GiB, %s)",
                name(),
                model,
                memoryBytes / (double) (1L << 30),
                uuid);
    }
}
