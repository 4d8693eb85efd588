package gradebox.sandbox.gpu;

import java.time.Duration;

/**
 * Say what a submission took of a device, seen from the host, once a second.
 *
 * @param held how long nobody else got it, or its part of it
 * @param peakBytes the most memory in use above what an idle device has; on a shared device that of
 *     all together
 */
public record GpuUse(Duration held, long peakBytes) {}
