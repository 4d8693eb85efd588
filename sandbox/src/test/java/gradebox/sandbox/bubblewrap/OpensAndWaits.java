package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Limits;
import gradebox.sandbox.MarkedSleep;
import gradebox.sandbox.SandboxSpec;
import java.util.List;
import java.util.Map;

/** Be a run that is killed: open a sandbox, say so, and wait. */
final class OpensAndWaits {
    private OpensAndWaits() {}

    /** Open a sandbox. The argument marks the program in it. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("gradebox.home", System.getenv("GRADEBOX_HOME"));
        var engine = BubblewrapEngine.connect(System.getenv());
        var image = UnpackedCourseImage.of(engine);
        var spec =
                new SandboxSpec(
                        "killed", image, Limits.DEFAULT, GpuRequest.NONE, List.of(), Map.of());
        var sandbox = engine.sandboxes().open(spec, List.of("sleep", arguments[0]));
        while (!MarkedSleep.lives(arguments[0])) {
            Thread.sleep(10);
        }
        System.out.println("open in " + ((BubblewrapSandbox) sandbox).slot());
        Thread.sleep(60_000);
        sandbox.close();
    }
}
