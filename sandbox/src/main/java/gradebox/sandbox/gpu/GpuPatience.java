package gradebox.sandbox.gpu;

import java.time.Duration;

/**
 * Say how long things may take on a device.
 *
 * @param settling for what ran on it to be gone, once its sandboxes are closed
 * @param pause between two looks
 * @param sample between two samples of the memory in use
 */
public record GpuPatience(Duration settling, Duration pause, Duration sample) {

    /** Ten seconds to settle, and a sample each second. */
    public static final GpuPatience DEFAULT =
            new GpuPatience(Duration.ofSeconds(10), Duration.ofMillis(250), Duration.ofSeconds(1));
}
