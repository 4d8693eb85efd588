package gradebox.sandbox.gpu;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.SandboxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Look whether devices are fit to be given out: before the first time, and after each. */
record DeviceLooks(GpuDriver driver, GpuPatience patience) {
    /** What the driver itself may come to hold on an idle device. */
    private static final long TOLERANCE = 64L << 20;

    /** What ran before may just be ending, and a driver under load may fail to answer once. */
    private static final int FIRST_LOOKS = 8;

    private static final int LOOKS = 3;

    static final String LOST = "it was lost while a submission ran on it";

    /** Read devices, several times while something computes on one, or the driver is silent. */
    Map<String, GpuReading> first(List<GpuDevice> devices)
            throws SandboxException, InterruptedException {
        var readings = driver.readings(devices);
        for (int look = 1; look < FIRST_LOOKS && !allIdle(devices, readings); look++) {
            Thread.sleep(patience.pause());
            readings = driver.readings(devices);
        }
        return readings;
    }

    private static boolean allIdle(List<GpuDevice> devices, Map<String, GpuReading> readings) {
        return devices.stream().allMatch(it -> whyNot(readings.get(it.uuid())).isEmpty());
    }

    /** Say why a device cannot be taken into use, if that is so. */
    static Optional<String> whyNot(@Nullable GpuReading reading) {
        if (reading == null) {
            return Optional.of("the driver does not answer for it");
        }
        return reading.processes().isEmpty()
                ? Optional.empty()
                : Optional.of("process " + list(reading.processes()) + " computes on it");
    }

    /** Wait until nothing is left on a device; return what is, if that takes too long. */
    @Nullable String settle(PooledGpu place) throws InterruptedException {
        var deadline = Deadline.after(patience.settling());
        while (true) {
            var left = leftOn(place);
            if (left.isEmpty()) {
                return null;
            }
            if (deadline.passed()) {
                return left.get();
            }
            Thread.sleep(patience.pause());
        }
    }

    private Optional<String> leftOn(PooledGpu place) throws InterruptedException {
        try {
            var reading = driver.readings(List.of(place.device())).get(place.device().uuid());
            if (reading == null) {
                return Optional.of("the driver does not answer for it any more");
            }
            if (!reading.processes().isEmpty()) {
                return Optional.of("process " + list(reading.processes()) + " is still on it");
            }
            long more = place.aboveIdle(reading);
            return more <= TOLERANCE
                    ? Optional.empty()
                    : Optional.of("%d MiB of its memory were not given back".formatted(more >> 20));
        } catch (SandboxException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Ask whether the driver still answers for a device; return what it says where not. */
    Optional<String> lost(GpuDevice device) throws InterruptedException {
        String why = LOST;
        for (int look = 1; look <= LOOKS; look++) {
            try {
                if (driver.readings(List.of(device)).containsKey(device.uuid())) {
                    return Optional.empty();
                }
            } catch (SandboxException e) {
                why = String.valueOf(e.getMessage());
            }
            Thread.sleep(patience.pause());
        }
        return Optional.of(why);
    }

    private static String list(List<Long> processes) {
        return processes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
