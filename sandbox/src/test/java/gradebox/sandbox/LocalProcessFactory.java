package gradebox.sandbox;

import gradebox.sandbox.local.LocalPython;
import gradebox.sandbox.local.LocalSandboxFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stand in for an engine with plain local processes, so that what talks to a sandbox can be tested
 * fast. It promises what an engine does, which none of them keeps. {@code python3} is the Python
 * named by the system property {@code gradebox.python}.
 */
public final class LocalProcessFactory implements SandboxFactory {
    private final LocalSandboxFactory local =
            new LocalSandboxFactory(
                    new LocalPython(
                            System.getProperty("gradebox.python", "python3"), Optional.empty()));

    /** Return a spec that suits this factory: no image, default limits, these mounts. */
    public static SandboxSpec spec(String name, Mount... mounts) {
        var image = new Image("none", "sha256:none", "");
        return new SandboxSpec(
                name, image, Limits.DEFAULT, GpuRequest.NONE, List.of(mounts), Map.of());
    }

    @Override
    public String engine() {
        return local.engine();
    }

    @Override
    public Sandbox open(SandboxSpec spec, List<String> argv) throws SandboxException {
        return local.open(spec, argv);
    }

    @Override
    public void close() {
        local.close();
    }
}
