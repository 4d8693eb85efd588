package gradebox.graders.pytest;

import gradebox.sandbox.call.CallResources;
import java.util.ArrayList;
import java.util.List;

/** Start the Python that runs suites. */
final class PytestRuntime {
    private static final String RUNNER = CallResources.FOLDER + "/gradebox_pytest.py";

    private PytestRuntime() {}

    static List<String> argv(String mode, String... arguments) {
        var argv = new ArrayList<>(List.of("python3", "-I", "-B", RUNNER, mode));
        argv.addAll(List.of(arguments));
        return argv;
    }
}
