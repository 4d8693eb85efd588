package gradebox.sandbox.process;

import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Limits;
import gradebox.sandbox.MarkedSleep;
import gradebox.sandbox.SandboxSpec;
import java.util.List;
import java.util.Map;

/** Open a sandbox and wait to be killed: a process of its own in a test. */
final class Sleeps {
    private Sleeps() {}

    /** Open a sandbox. The argument marks the program in it. */
    public static void main(String[] arguments) throws Exception {
        var engine = ProcessEngine.connect();
        var spec =
                new SandboxSpec(
                        "killed",
                        engine.image(),
                        Limits.DEFAULT,
                        GpuRequest.NONE,
                        List.of(),
                        Map.of());
        var sandbox = engine.sandboxes().open(spec, List.of("sleep", arguments[0]));
        while (!MarkedSleep.lives(arguments[0])) {
            Thread.sleep(10);
        }
        System.out.println("open");
        Thread.sleep(60_000);
        sandbox.close();
    }
}
