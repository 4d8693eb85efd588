package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;
import gradebox.run.DataSource;
import gradebox.run.ResultStore;
import gradebox.run.RootSeeds;
import gradebox.run.RunSummary;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The parts that ship with gradebox. */
final class ShippedParts implements Parts {
    private final Path home;
    private final Path state;

    /**
     * @param home gradebox's own folder
     * @param state the staff's state folder
     */
    ShippedParts(Path home, Path state) {
        this.home = home;
        this.state = state;
    }

    @Override
    public Assignment assignment(String name) throws InvalidAssignmentException {
        throw new InvalidAssignmentException("there is no assignment " + name + " in " + home);
    }

    @Override
    public Intake read(GradeOptions.Sources sources, Assignment assignment, Path staging)
            throws UsageException, IOException {
        throw new UsageException("there is nothing to read submissions with");
    }

    @Override
    public Map<String, GraderProvider> graders() {
        var providers = new TreeMap<String, GraderProvider>();
        ServiceLoader.load(GraderProvider.class)
                .forEach(provider -> providers.put(provider.type(), provider));
        return providers;
    }

    @Override
    public void setUp(Steps steps) throws SandboxException {
        throw new EngineUnavailableException("there is no set-up");
    }

    @Override
    public Engine engine(String name) throws SandboxException {
        throw new EngineUnavailableException("there is no engine " + name);
    }

    @Override
    public DataSource data() {
        throw new IllegalStateException("there is no source of data");
    }

    @Override
    public RootSeeds seeds() {
        return new RootSeeds(state, new SecureRandom());
    }

    @Override
    public ResultStore store(Path out) {
        throw new IllegalStateException("there is no store");
    }

    @Override
    public void publish(RunSummary summary, Path out, Terminal terminal) throws IOException {
        throw new IOException("there is no output");
    }
}
