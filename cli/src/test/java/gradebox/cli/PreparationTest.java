package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.assignments.Assignment;
import gradebox.assignments.intake.Attempts;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Submission;
import gradebox.run.DataSource;
import gradebox.run.Timekeeper;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.steps.Steps;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that makes sandboxes has longer limits where there is half a processor. */
class PreparationTest {
    private static final Duration CHECK = Duration.ofSeconds(10);
    private static final Duration ALL = Limits.DEFAULT.wall();
    private static final GradeOptions.Machine MACHINE =
            new GradeOptions.Machine(1, "docker", "none", false);
    private static final String YAML =
            """
            id: course/ID
            title: Homework
            course: Course
            submission: {files: [solution.py]}
            reference: reference
            data: {points: {generator: points.py}}
            graders:
              files: {type: source, required: [solution.py]}
              points:
                type: model
                data: points
                predict: {call: predict, args: [inputs.X]}
                metric: {name: accuracy, of: hidden.y}
                threshold: {direction: higher, curve: linear, zero: 0.6, full: 0.85}
            rubric: [{check: files/required, points: 1}, {check: points/accuracy, points: 1}]
            """;

    @TempDir private Path folder;
    private final List<Duration> seen = new ArrayList<>();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal =
            new Terminal(
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(err),
                    false,
                    new Terminal.Look(80, false, true));

    private Path homework(String id) throws Exception {
        var homework = Files.createDirectories(folder.resolve("hw"));
        Files.createDirectories(homework.resolve("reference"));
        Files.writeString(homework.resolve("points.py"), "def generate(seed): ...\n");
        Files.writeString(homework.resolve("assignment.yaml"), YAML.replace("ID", id));
        return homework;
    }

    private Path submission() throws Exception {
        return Files.writeString(folder.resolve("right"), "");
    }

    private GradeOptions grading(Path submission) {
        var sources = new GradeOptions.Sources(List.of(submission), null, Attempts.LAST);
        return new GradeOptions(
                "hw",
                sources,
                folder.resolve("out"),
                MACHINE,
                Set.of(),
                false,
                Set.of(),
                null,
                "published");
    }

    private void hasLongerLimits(ThrowingCallable command, Duration... limits) {
        assertThatThrownBy(command).hasStackTraceContaining("seen enough");
        assertThat(seen).containsExactly(limits);
        assertThat(err.toString()).contains("Note: sandboxes have 0.50 of the 1.00 processors");
    }

    @Test
    void toGrade() throws Exception {
        var options = grading(submission());
        var grading = new Grading(new Slow(), terminal, time(), Steps.UNMARKED);
        hasLongerLimits(() -> grading.grade(options), CHECK.multipliedBy(2), ALL.multipliedBy(2));
    }

    @Test
    void toRunACheckAgain() throws Exception {
        var options = grading(submission());
        new Grading(new PretendedParts(), terminal, time(), Steps.UNMARKED).grade(options);
        var there = new ShellOptions.Places(List.of(), "hw", null, "docker", null);
        var again = new ShellOptions(folder.resolve("out"), "right", "g/a", false, there);
        var shelling = new Shelling(new Slow(), terminal, time(), InputStream.nullInputStream());
        hasLongerLimits(() -> shelling.open(again), CHECK.multipliedBy(2), ALL.multipliedBy(2));
    }

    @Test
    void toPractise() throws Exception {
        var homework = homework("hw-practice");
        var submission = submission();
        var slow = new Slow();
        var selfchecking = new Selfchecking(slow, terminal, time(), () -> slow.engine("process"));
        hasLongerLimits(
                () -> selfchecking.check(homework, submission, MACHINE, true),
                CHECK.multipliedBy(2),
                ALL.multipliedBy(2));
    }

    @Test
    void toMakePracticeData() throws Exception {
        var homework = homework("hw").toString();
        var packaging = new PublicPackaging(new Slow(), terminal);
        hasLongerLimits(
                () -> packaging.pack(homework, folder.resolve("public.zip"), MACHINE),
                CHECK.multipliedBy(2),
                ALL.multipliedBy(2));
    }

    /** The first that it does is to ask the image which packages it has. */
    @Test
    void toCalibrate() throws Exception {
        var homework = homework("hw").toString();
        var calibrating = new Calibrating(new Slow(), terminal);
        hasLongerLimits(() -> calibrating.calibrate(homework, 2, MACHINE), ALL.multipliedBy(2));
    }

    private static Timekeeper time() {
        return Timekeeper.ofThisMachine();
    }

    /** Half a processor, where no sandbox opens and no data set loads. */
    private final class Slow extends RealAssignments {
        @Override
        public Submission readReference(Path from, Assignment assignment, Path staging) {
            var sources = new GradeOptions.Sources(List.of(from), null, Attempts.LAST);
            return read(sources, assignment, staging).submissions().getFirst();
        }

        @Override
        public Engine engine(String name) {
            return new PretendedEngine(new Watched()) {
                @Override
                public double processors() {
                    return Limits.DEFAULT.cpus() / 2;
                }
            };
        }

        @Override
        public DataSource data() {
            return (assignment, bench) -> {
                seen.add(bench.perCheck());
                seen.add(assignment.limits().wall());
                throw new InvalidAssignmentException("seen enough");
            };
        }
    }

    /** Notes how long a sandbox may live, and opens none. */
    private final class Watched implements SandboxFactory {
        @Override
        public String engine() {
            return "pretended";
        }

        @Override
        public Sandbox open(SandboxSpec spec, List<String> argv) throws SandboxException {
            seen.add(spec.limits().wall());
            throw new SandboxException("seen enough");
        }

        @Override
        public void close() {}
    }
}
