package gradebox.cli;

import gradebox.assignments.Assignment.GpuNeed;
import gradebox.sandbox.GpuRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decide which GPUs a run asks for, from what the assignment needs and what the user says. */
final class GpuChoice {
    /** The engine's own word for every device that it has. */
    private static final GpuRequest ALL = new GpuRequest(List.of("all"));

    private GpuChoice() {}

    /**
     * @param said {@code all}, {@code none}, devices by comma, or null
     * @throws UsageException if the assignment needs one and the user allows none
     */
    static GpuRequest of(GpuNeed.Need need, @Nullable String said) throws UsageException {
        var wanted = said == null ? null : parse(said);
        return switch (need) {
            case NONE -> GpuRequest.NONE;
            case OPTIONAL -> wanted == null ? GpuRequest.NONE : wanted;
            case REQUIRED -> required(wanted);
        };
    }

    private static GpuRequest required(@Nullable GpuRequest wanted) throws UsageException {
        if (wanted == null) {
            return ALL;
        }
        if (wanted.isNone()) {
            throw new UsageException("this assignment needs a GPU; leave --gpus none out");
        }
        return wanted;
    }

    private static GpuRequest parse(String said) throws UsageException {
        if (said.equals("none")) {
            return GpuRequest.NONE;
        }
        if (said.equals("all")) {
            return ALL;
        }
        var devices = Arrays.stream(said.split(",", -1)).map(String::strip).toList();
        if (!devices.stream()
                .allMatch(device -> device.matches("[0-9]+|(GPU|MIG)-[0-9a-fA-F-]+"))) {
            throw new UsageException(
                    "--gpus takes all, none, or devices such as 0,1; not '" + said + "'");
        }
        return new GpuRequest(devices);
    }
}
