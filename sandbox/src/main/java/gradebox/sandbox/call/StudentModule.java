package gradebox.sandbox.call;

import java.util.ArrayList;
import java.util.List;

/**
 * Say how a submission is imported.
 *
 * @param folder where it lies inside the sandbox
 * @param module the module that is its face
 * @param preload what is imported before any student byte
 */
public record StudentModule(String folder, String module, List<String> preload) {
    public StudentModule {
        preload = List.copyOf(preload);
    }

    /** Return the arguments of the Python end. */
    List<String> arguments() {
        var arguments = new ArrayList<>(List.of(folder, module));
        arguments.addAll(preload);
        return arguments;
    }
}
