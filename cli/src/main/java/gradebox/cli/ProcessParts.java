package gradebox.cli;

import gradebox.assignments.Assignment.ImageChoice;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.Guarantee;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.docker.Progress;
import gradebox.sandbox.process.ProcessEngine;
import java.util.EnumSet;
import java.util.List;

/** Processes of this machine, on what is installed on it: there are no images. */
final class ProcessParts implements Engine {
    private final ProcessEngine engine;
    private final SandboxFactory sandboxes;

    ProcessParts(ProcessEngine engine) {
        this.engine = engine;
        this.sandboxes = engine.sandboxes();
    }

    @Override
    public SandboxFactory sandboxes() {
        return sandboxes;
    }

    @Override
    public double processors() {
        return engine.processors();
    }

    /** Say, too, how many promises are not kept: which they are, the README and doctor say. */
    @Override
    public String description() {
        int missing = EnumSet.allOf(Guarantee.class).size() - sandboxes.guarantees().size();
        return "process, %son this machine's own system (%d of %d guarantees missing: gradebox doctor lists them)"
                .formatted(
                        sandboxes.degraded() ? "degraded, " : "",
                        missing,
                        Guarantee.values().length);
    }

    @Override
    public String advice() {
        return "grade where there is a Docker engine or bubblewrap, if memory has to be bounded by the kernel";
    }

    /** Whatever image an assignment names: what the machine lacks is told when it is imported. */
    @Override
    public Image image(ImageChoice choice, Progress progress) {
        return engine.image();
    }

    @Override
    public Image build(String name, Progress progress) throws EngineUnavailableException {
        throw new EngineUnavailableException(
                "--engine process runs on what this machine has: no image is built for it");
    }

    @Override
    public List<Image> images() {
        return List.of(engine.image());
    }

    @Override
    public List<String> remains(long pid) throws SandboxException, InterruptedException {
        return engine.remains(pid);
    }

    @Override
    public void close() {
        sandboxes.close();
    }
}
