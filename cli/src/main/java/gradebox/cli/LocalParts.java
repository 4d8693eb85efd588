package gradebox.cli;

import gradebox.assignments.Assignment.ImageChoice;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.docker.Progress;
import gradebox.sandbox.local.LocalPython;
import gradebox.sandbox.local.LocalSandboxFactory;
import java.util.List;
import java.util.Locale;

/**
 * Plain processes of the user's own, on the Python that is there, with no isolation at all. Made
 * for a student's own code by {@code selfcheck --no-isolation}; {@link EngineChoice} knows nothing
 * of it, so that nothing is ever graded by it.
 */
final class LocalParts implements Engine {
    private static final Image IMAGE = new Image("your own Python", "sha256:none", "");

    private final LocalPython python;
    private final SandboxFactory sandboxes;

    private LocalParts(LocalPython python) {
        this.python = python;
        this.sandboxes = new LocalSandboxFactory(python);
    }

    /** Find the user's Python. */
    static LocalParts connect() throws SandboxException, InterruptedException {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows")) {
            throw new EngineUnavailableException(
                    "--no-isolation needs Linux, macOS or WSL: on Windows itself run python"
                            + " selfcheck.py SUBMISSION in the unpacked bundle");
        }
        return new LocalParts(LocalPython.find());
    }

    @Override
    public SandboxFactory sandboxes() {
        return sandboxes;
    }

    @Override
    public String description() {
        return "none: your code runs as you, with your own " + python.executable();
    }

    @Override
    public Image image(ImageChoice choice, Progress progress) {
        return IMAGE;
    }

    @Override
    public Image build(String name, Progress progress) throws EngineUnavailableException {
        throw new EngineUnavailableException("without isolation there is no image to build");
    }

    @Override
    public List<Image> images() {
        return List.of(IMAGE);
    }

    @Override
    public void close() {
        sandboxes.close();
    }
}
