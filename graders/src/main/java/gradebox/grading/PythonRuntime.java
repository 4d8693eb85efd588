package gradebox.grading;

import gradebox.sandbox.call.CallResources;
import java.io.IOException;
import java.nio.file.Path;

/** Put the Python that runs inside sandboxes where they can see it. */
public final class PythonRuntime {
    private PythonRuntime() {}

    /**
     * Write everything that belongs at {@link CallResources#FOLDER} into a folder of the host, once
     * per run.
     */
    public static void stage(Path folder) throws IOException {
        CallResources.stage(folder);
    }
}
