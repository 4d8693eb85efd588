package gradebox.sandbox.docker;

import gradebox.sandbox.DeviceRefusedException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.SandboxException;
import java.util.List;
import java.util.Locale;

/**
 * Tell why an engine did not give a device, and what to do. Engines say so only when a container
 * starts, in the words of whichever part of them failed.
 */
final class GpuRefusal {
    private static final List<Cause> CAUSES =
            List.of(
                    new Cause(
                            "could not select device driver",
                            "this Docker engine cannot give out GPUs: install the NVIDIA driver and"
                                    + " nvidia-container-toolkit and restart the engine, or say --gpus none"),
                    new Cause(
                            "unresolvable cdi devices",
                            "the engine's CDI specification does not name GPU %s: write it anew with"
                                    + " nvidia-ctk cdi generate --device-name-strategy=uuid (%s)"),
                    new Cause(
                            "unknown device",
                            "the engine knows no GPU %s: compare nvidia-smi -L, and name those that"
                                    + " work with --gpus (%s)"),
                    new Cause(
                            "driver not loaded",
                            "the NVIDIA driver is not loaded, so GPU %s cannot be given out: see"
                                    + " nvidia-smi (%s)"),
                    new Cause("nvidia", "the engine could not give GPU %s: %s"));

    private GpuRefusal() {}

    /**
     * One way to fail.
     *
     * @param sign in lower case, what only this failure's message has
     * @param advice with places for the devices and for the message
     */
    private record Cause(String sign, String advice) {}

    /** Return what to throw instead of the engine's own words, where those are about GPUs. */
    static SandboxException explain(GpuRequest gpu, SandboxException failure) {
        String message = String.valueOf(failure.getMessage());
        String words = message.toLowerCase(Locale.ROOT);
        for (var cause : CAUSES) {
            if (words.contains(cause.sign())) {
                var devices = String.join(", ", gpu.devices());
                return new DeviceRefusedException(
                        cause.advice().formatted(devices, message), failure);
            }
        }
        return failure;
    }
}
