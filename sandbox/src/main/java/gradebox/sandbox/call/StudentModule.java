package gradebox.sandbox.call;

import java.util.ArrayList;
import java.util.List;

/**
 * Say how a submission is imported.
 *
 * @param folder where it lies inside the sandbox
 * @param module the module that is its face
 * @param preload what is imported before any student byte
 * @param shared whether all sessions share one process, where importing the submission is dear: a
 *     check then sees what the one before it left behind
 */
public record StudentModule(String folder, String module, List<String> preload, boolean shared) {
    public StudentModule {
        preload = List.copyOf(preload);
    }

    /** Give each session a process of its own. */
    public StudentModule(String folder, String module, List<String> preload) {
        this(folder, module, preload, false);
    }

    /** Return the arguments of the Python end. */
    List<String> arguments() {
        var arguments = new ArrayList<>(List.of(folder, module));
        arguments.addAll(preload);
        return arguments;
    }
}
