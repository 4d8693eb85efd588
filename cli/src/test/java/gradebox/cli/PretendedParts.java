package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.AssignmentLoader;
import gradebox.assignments.Catalogue;
import gradebox.assignments.intake.IntakeResult;
import gradebox.grading.Check;
import gradebox.grading.CheckResult;
import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderProvider;
import gradebox.grading.GraderReport;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Outcome;
import gradebox.grading.Submission;
import gradebox.grading.Visibility;
import gradebox.output.GradescopeResult;
import gradebox.output.GradescopeSchema;
import gradebox.output.ResultFolder;
import gradebox.output.ResultStore;
import gradebox.run.DataSource;
import gradebox.run.Homework;
import gradebox.run.RootSeeds;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.ExecResult;
import gradebox.sandbox.Image;
import gradebox.sandbox.Posture;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import gradebox.sandbox.Trait;
import gradebox.sandbox.docker.Progress;
import gradebox.sandbox.gpu.GpuDriver;
import gradebox.sandbox.gpu.PretendedGpus;
import gradebox.steps.Steps;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Parts that need no engine: an assignment of one check worth two points, and a grader that does
 * what the submission's file name says.
 */
class PretendedParts implements Parts {
    private static final Check CHECK =
            new Check(
                    "g/a", "A", new BigDecimal("2"), "", Visibility.VISIBLE, List.of(), List.of());

    @Override
    public Assignment assignment(String name) throws InvalidAssignmentException {
        return switch (name) {
            case "hw" ->
                    Homework.of(
                            List.of(CHECK),
                            List.of(Homework.grader("g", "pretended", List.of(CHECK))));
            case "bug" -> throw new IllegalStateException("the pretended bug");
            case "error" -> throw new StackOverflowError();
            default ->
                    throw new InvalidAssignmentException(
                            List.of("hw.yaml:3:1: no title", "hw.yaml:9:1: no rubric"));
        };
    }

    @Override
    public IntakeResult read(GradeOptions.Sources sources, Assignment assignment, Path staging) {
        var submissions = new ArrayList<Submission>();
        for (var path : sources.paths()) {
            var name = String.valueOf(path.getFileName());
            submissions.add(
                    new Submission(
                            name,
                            name,
                            List.of(),
                            null,
                            "",
                            new Submission.Contents.Files(
                                    path.toAbsolutePath(), List.of(name), List.of(), name)));
        }
        return new IntakeResult(submissions, List.of());
    }

    @Override
    public Submission readReference(Path folder, Assignment assignment, Path staging) {
        throw new UnsupportedOperationException("the pretended assignment has no reference");
    }

    @Override
    public Map<String, GraderProvider> graders() {
        return Map.of("pretended", new PretendedGraders());
    }

    @Override
    public Catalogue catalogue() {
        return new Catalogue(Path.of(System.getProperty("gradebox.home")));
    }

    @Override
    public AssignmentLoader loader() {
        return new AssignmentLoader(graders().keySet());
    }

    @Override
    public void setUp(String engine, String image, Progress progress)
            throws IOException, InterruptedException {
        progress.step("prepare the image " + image, () -> image);
    }

    @Override
    public Engine engine(String name) throws SandboxException {
        return switch (name) {
            case "docker", "auto" -> new PretendedEngine(new NoSandboxes());
            case "loose" -> new PretendedEngine(new LooseSandboxes());
            default -> throw new EngineUnavailableException("there is no engine " + name);
        };
    }

    @Override
    public GpuDriver gpus() {
        return new PretendedGpus(2);
    }

    @Override
    public DataSource data() {
        return (assignment, bench) -> List.of();
    }

    @Override
    public RootSeeds seeds() {
        return new RootSeeds(
                Path.of(System.getProperty("test.state")), new SecureRandom(), Steps.UNMARKED);
    }

    @Override
    public ResultStore store(Path out) {
        return new ResultFolder(out, new GradescopeResult(new GradescopeSchema()), Steps.UNMARKED);
    }

    private static final class PretendedGraders implements GraderProvider {
        @Override
        public String type() {
            return "pretended";
        }

        @Override
        public Grader create(GraderDefinition definition) {
            return (submission, bench) ->
                    new GraderReport(
                            List.of(
                                    new CheckResult(
                                            "g/a", outcome(submission.id()), Duration.ZERO)),
                            "");
        }

        private static Outcome outcome(String submission)
                throws EngineUnavailableException, InterruptedException {
            return switch (submission) {
                case "right" -> new Outcome.Passed();
                case "wrong" -> new Outcome.Failed(Outcome.Reason.WRONG, "no");
                case "broken" -> new Outcome.Errored(Outcome.Fault.SUITE, "no");
                case "engineless" -> throw new EngineUnavailableException("no engine answers");
                case "slow" -> {
                    Thread.sleep(Duration.ofMinutes(5));
                    yield new Outcome.Passed();
                }
                default -> throw new IllegalStateException("the pretended bug in a grader");
            };
        }
    }

    static class PretendedEngine implements Engine {
        private static final Image IMAGE = new Image("gradebox/cpu:1", "sha256:1", "r");

        private final SandboxFactory sandboxes;

        PretendedEngine(SandboxFactory sandboxes) {
            this.sandboxes = sandboxes;
        }

        @Override
        public SandboxFactory sandboxes() {
            return sandboxes;
        }

        @Override
        public Image image(Assignment.ImageChoice choice, Progress progress) {
            return IMAGE;
        }

        @Override
        public Image build(String name, Progress progress) {
            return IMAGE;
        }

        @Override
        public List<Image> images() {
            return List.of(IMAGE);
        }

        @Override
        public void close() {}
    }

    /** Promise another user than the one that programs run as. */
    private static final class LooseSandboxes extends NoSandboxes {
        @Override
        public Posture posture(SandboxSpec spec) {
            return Posture.NONE.with(Trait.USER, "10001:10001");
        }

        @Override
        public ExecResult run(
                SandboxSpec spec, List<String> argv, byte[] input, Duration limit, int cap) {
            byte[] output = "user\t0:0\n".getBytes(StandardCharsets.UTF_8);
            return new ExecResult(new Termination.Exited(0), Duration.ZERO, output, false, "");
        }
    }

    private static class NoSandboxes implements SandboxFactory {
        @Override
        public String engine() {
            return "pretended";
        }

        @Override
        public Sandbox open(SandboxSpec spec, List<String> argv) {
            throw new UnsupportedOperationException("pretended graders open no sandbox");
        }

        @Override
        public void close() {}
    }
}
