package gradebox.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Load most of what any command loads, for the launcher, which has the JVM write these classes down
 * in the form in which it maps them: the engine's client, a sandbox, the graders.
 */
@Command(name = "rehearse", hidden = true, description = "Do what the launcher writes down.")
final class RehearseCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(paramLabel = "ASSIGNMENT", arity = "1..*", description = "What to validate.")
    private List<String> names = List.of();

    /** An engine may be missing: then less is written down. */
    @Override
    public Integer call() {
        var gradebox = spec.commandLine().getParent();
        gradebox.execute("doctor", "--engine", "docker");
        var validate = new ArrayList<>(List.of("validate"));
        validate.addAll(names);
        return gradebox.execute(validate.toArray(String[]::new));
    }
}
