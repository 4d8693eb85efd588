package gradebox.cli;

import gradebox.output.SafeText;
import gradebox.run.RunEvent;

/** Say in a line what happened to a device. */
final class GpuLines {
    private GpuLines() {}

    static String of(RunEvent.GpuLost lost) {
        return "%s starts again on another GPU: GPU %s failed under it: %s"
                .formatted(lost.submission(), lost.gpu(), SafeText.line(lost.why()));
    }

    static String of(RunEvent.GpuCrowded crowded) {
        return "%s starts again with a GPU for itself: GPU %s, which it shared, was short of memory"
                .formatted(crowded.submission(), crowded.gpu());
    }

    static String of(RunEvent.GpuAwaited awaited) {
        return "%s waits for a GPU: %s".formatted(awaited.submission(), awaited.why());
    }

    static String of(RunEvent.GpuWithdrawn withdrawn) {
        return "GPU %s is not used any more: %s"
                .formatted(withdrawn.gpu(), SafeText.line(withdrawn.why()));
    }
}
