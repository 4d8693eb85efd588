package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.AssignmentLoader;
import gradebox.assignments.Catalogue;
import gradebox.assignments.data.DataSets;
import gradebox.assignments.intake.Intake;
import gradebox.assignments.intake.IntakeException;
import gradebox.assignments.intake.IntakeOptions;
import gradebox.assignments.intake.IntakeResult;
import gradebox.grading.GraderProvider;
import gradebox.grading.Submission;
import gradebox.output.GradescopeResult;
import gradebox.output.GradescopeSchema;
import gradebox.output.ResultFolder;
import gradebox.output.ResultStore;
import gradebox.run.DataSource;
import gradebox.run.RootSeeds;
import gradebox.sandbox.docker.Progress;
import gradebox.sandbox.gpu.GpuDriver;
import gradebox.sandbox.gpu.NvidiaSmi;
import gradebox.sandbox.gpu.VisibleGpus;
import gradebox.steps.Steps;
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
    private final Map<String, String> environment;
    private final Steps steps;

    /**
     * @param home gradebox's own folder
     * @param state the staff's state folder
     * @param steps told what is written when
     */
    ShippedParts(Path home, Path state, Map<String, String> environment, Steps steps) {
        this.home = home;
        this.state = state;
        this.environment = Map.copyOf(environment);
        this.steps = steps;
    }

    @Override
    public Catalogue catalogue() {
        return new Catalogue(home);
    }

    @Override
    public AssignmentLoader loader() {
        return new AssignmentLoader(graders().keySet());
    }

    @Override
    public IntakeResult read(GradeOptions.Sources sources, Assignment assignment, Path staging)
            throws IntakeException, IOException {
        var rules = assignment.submission();
        var options =
                new IntakeOptions(
                        rules.files(),
                        rules.optional(),
                        rules.maxBytes(),
                        sources.attempts(),
                        sources.roster());
        var intake = new Intake(options);
        return sources.one()
                ? intake.readOne(sources.paths().getFirst(), staging)
                : intake.read(sources.paths(), staging);
    }

    @Override
    public Submission readReference(Path folder, Assignment assignment, Path staging)
            throws IntakeException, IOException {
        return new Intake(IntakeOptions.of(assignment.submission()))
                .readOne(folder, staging)
                .submissions()
                .getFirst();
    }

    @Override
    public Map<String, GraderProvider> graders() {
        var providers = new TreeMap<String, GraderProvider>();
        ServiceLoader.load(GraderProvider.class)
                .forEach(provider -> providers.put(provider.type(), provider));
        return providers;
    }

    @Override
    public void setUp(String engine, String image, Progress progress)
            throws IOException, UsageException, InterruptedException {
        engines().setUp(engine, image, progress);
    }

    @Override
    public Engine engine(String name) throws IOException, UsageException, InterruptedException {
        return engines().connect(name);
    }

    private EngineChoice engines() {
        return new EngineChoice(environment, new ShippedRecipes(home));
    }

    @Override
    public GpuDriver gpus() {
        return new VisibleGpus(new NvidiaSmi(), environment.get("CUDA_VISIBLE_DEVICES"));
    }

    @Override
    public DataSource data() {
        return new DataSets()::load;
    }

    @Override
    public RootSeeds seeds() {
        return new RootSeeds(state, new SecureRandom(), steps);
    }

    @Override
    public ResultStore store(Path out) {
        return new ResultFolder(out, new GradescopeResult(new GradescopeSchema()), steps);
    }
}
