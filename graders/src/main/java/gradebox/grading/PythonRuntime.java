package gradebox.grading;

import gradebox.sandbox.call.CallResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Put the Python that runs inside sandboxes where they can see it. */
public final class PythonRuntime {
    private static final List<String> FILES = List.of("gradebox_source.py", "gradebox_model.py");

    private PythonRuntime() {}

    /**
     * Write everything that belongs at {@link CallResources#FOLDER} into a folder of the host, once
     * per run.
     */
    public static void stage(Path folder) throws IOException {
        CallResources.stage(folder);
        for (String file : FILES) {
            try (var in = PythonRuntime.class.getResourceAsStream("/gradebox/graders/" + file)) {
                Files.write(folder.resolve(file), Objects.requireNonNull(in, file).readAllBytes());
            }
        }
    }
}
