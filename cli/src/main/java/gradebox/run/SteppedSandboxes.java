package gradebox.run;

import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.steps.Step;
import gradebox.steps.Steps;
import java.util.List;

/** Tell of every sandbox that is opened. */
record SteppedSandboxes(SandboxFactory sandboxes, Steps steps) implements SandboxFactory {

    @Override
    public String engine() {
        return sandboxes.engine();
    }

    @Override
    public Sandbox open(SandboxSpec spec, List<String> argv)
            throws SandboxException, InterruptedException {
        var sandbox = sandboxes.open(spec, argv);
        steps.reached(Step.SANDBOX_OPENED);
        return sandbox;
    }

    @Override
    public void close() {
        sandboxes.close();
    }
}
