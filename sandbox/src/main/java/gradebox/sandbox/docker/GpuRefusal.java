package gradebox.sandbox.docker;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.SandboxException;
import java.util.Locale;

/** Tell why an engine did not give a device, and what to do. */
final class GpuRefusal {
    private GpuRefusal() {}

    /** Return what to throw instead of the engine's own words, where those are about GPUs. */
    static SandboxException explain(GpuRequest gpu, SandboxException failure) {
        String message = String.valueOf(failure.getMessage());
        String words = message.toLowerCase(Locale.ROOT);
        if (words.contains("could not select device driver")) {
            return new EngineUnavailableException(
                    "this Docker engine cannot give out GPUs: install the NVIDIA driver and"
                            + " nvidia-container-toolkit and restart the engine, or say --gpus none",
                    failure);
        }
        if (words.contains("nvidia")) {
            return new EngineUnavailableException(
                    "the engine could not give GPU %s: %s"
                            .formatted(String.join(", ", gpu.devices()), message),
                    failure);
        }
        return failure;
    }
}
