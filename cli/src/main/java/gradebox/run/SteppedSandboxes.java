package gradebox.run;

import gradebox.sandbox.Guarantee;
import gradebox.sandbox.Posture;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.steps.Step;
import gradebox.steps.Steps;
import java.util.List;
import java.util.Set;

/** Tell of every sandbox that is opened. */
record SteppedSandboxes(SandboxFactory sandboxes, Steps steps) implements SandboxFactory {

    @Override
    public String engine() {
        return sandboxes.engine();
    }

    @Override
    public Set<Guarantee> guarantees() {
        return sandboxes.guarantees();
    }

    @Override
    public Posture posture(SandboxSpec spec) throws SandboxException, InterruptedException {
        return sandboxes.posture(spec);
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
