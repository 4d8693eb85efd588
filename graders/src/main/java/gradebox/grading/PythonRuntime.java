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

    /** What runs suites, and what they import. */
    private static final List<String> PYTEST =
            List.of(
                    "gradebox_pytest.py",
                    "gradebox_pytest.ini",
                    "gradebox_report.py",
                    "gradebox_words.py",
                    "gradebox_separate.py",
                    "gradebox_inside.py",
                    "gradebox/__init__.py",
                    "stand_in/gradescope_utils/__init__.py",
                    "stand_in/gradescope_utils/autograder_utils/__init__.py",
                    "stand_in/gradescope_utils/autograder_utils/decorators.py",
                    "stand_in/gradescope_utils/autograder_utils/files.py",
                    "stand_in/gradescope_utils/autograder_utils/json_test_runner.py");

    private PythonRuntime() {}

    /**
     * Write everything that belongs at {@link CallResources#FOLDER} into a folder of the host, once
     * per run.
     */
    public static void stage(Path folder) throws IOException {
        CallResources.stage(folder);
        for (String file : FILES) {
            copy("/gradebox/graders/" + file, folder.resolve(file));
        }
        for (String file : PYTEST) {
            copy("/gradebox/graders/pytest/" + file, folder.resolve(file));
        }
    }

    private static void copy(String resource, Path to) throws IOException {
        try (var in = PythonRuntime.class.getResourceAsStream(resource)) {
            byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
            Files.createDirectories(to.getParent());
            Files.write(to, bytes);
        }
    }
}
