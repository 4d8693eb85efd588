package gradebox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.assignments.Assignment;
import gradebox.grading.DataSet;
import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderReport;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome;
import gradebox.grading.Seeds;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.run.SeedRun.Reading;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CalibrationRunTest {
    private final List<Integer> told = new CopyOnWriteArrayList<>();
    private Grader grader = (submission, bench) -> scored(submission, drawn(bench.seeds()));

    private static double drawn(Seeds seeds) {
        return (double) seeds.seed("x");
    }

    private static GraderReport scored(Submission submission, double value) {
        return report(
                new Outcome.Passed(),
                new Measurement(
                        "m/accuracy",
                        submission.id().equals("reference") ? value : -value,
                        List.of(value),
                        List.of(7L)));
    }

    private static GraderReport report(Outcome outcome, Measurement measurement) {
        return new GraderReport(
                List.of(Classroom.result("m/accuracy", outcome)),
                List.of(),
                List.of(measurement),
                List.of(),
                List.of(),
                "");
    }

    private static Measurement none() {
        return new Measurement("m/accuracy", Double.NaN, List.of(), List.of(7L));
    }

    private static Assignment assignment() {
        return Homework.of(
                List.of(Classroom.checkOf("m/accuracy", "1")), List.of(definition("model")));
    }

    private static GraderDefinition definition(String type) {
        ObjectNode settings = new ObjectMapper().createObjectNode();
        settings.put("data", "points").put("runs", 3).putObject("near_cutoff").put("runs", 2);
        settings.putObject("metric").put("name", "accuracy").put("of", "hidden.y");
        return new GraderDefinition(
                type.equals("model") ? "m" : "other",
                type,
                settings,
                Path.of("/assignment"),
                List.of(Classroom.checkOf("m/accuracy", "1")));
    }

    private static Workbench bench(int number) {
        var bench = Classroom.bench();
        var y = Value.Array.ofDoubles(List.of(2L, 3L), new double[6]);
        return new Workbench(
                bench.sandboxes(),
                bench.image(),
                bench.limits(),
                bench.perCheck(),
                bench.gpu(),
                bench.entry(),
                bench.runtime(),
                List.of(new DataSet("points", Map.of(), Map.of(), Map.of("y", y), "d")),
                RootSeed.calibration(number).seeds());
    }

    private List<SeedRun> measure(int seeds, int workers) throws Exception {
        var solutions = new LinkedHashMap<String, Submission>();
        solutions.put("reference", Classroom.submission("reference"));
        solutions.put("baseline", Classroom.submission("baseline"));
        try (var graders = new GraderSet(Map.of("m", grader))) {
            var plan =
                    new RunPlan(
                            assignment(),
                            graders,
                            Classroom.identity("1"),
                            null,
                            workers,
                            Classroom.AT_ONCE,
                            true);
            return new CalibrationRun(plan, solutions, CalibrationRunTest::bench, event -> {})
                    .measure(seeds, run -> told.add(run.number()));
        }
    }

    @Test
    void measuresEverySolutionOnEverySeedAndKeepsTheirOrder() throws Exception {
        var runs = measure(5, 3);

        assertThat(runs).extracting(SeedRun::number).containsExactly(0, 1, 2, 3, 4);
        assertThat(told).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        for (var run : runs) {
            double value = drawn(RootSeed.calibration(run.number()).seeds());
            assertThat(run.readings())
                    .containsExactly(
                            new Reading("m", "reference", value, 7, 6, Duration.ofMillis(5)),
                            new Reading("m", "baseline", -value, 7, 6, Duration.ofMillis(5)));
        }
        assertThat(runs.get(0).readings().getFirst().value())
                .isNotEqualTo(runs.get(1).readings().getFirst().value());
    }

    @Test
    void runsEachModelGraderOnceASeed() {
        var assignment = Homework.of(List.of(), List.of(definition("junit"), definition("model")));

        var measuring = CalibrationRun.measuring(assignment);

        assertThat(measuring).extracting(GraderDefinition::id).containsExactly("m");
        var settings = measuring.getFirst().settings();
        assertThat(settings.path("runs").intValue()).isEqualTo(1);
        assertThat(settings.has("near_cutoff")).isFalse();
        assertThat(definition("model").settings().path("runs").intValue()).isEqualTo(3);
    }

    @Test
    void aSolutionWithoutAScoreIsTheAuthorsFault() {
        grader =
                (submission, bench) ->
                        report(new Outcome.Failed(Outcome.Reason.RAISED, "it raised"), none());

        assertThatThrownBy(() -> measure(2, 1))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessage("graders.m: the reference, seed 0, has no score: it raised");
    }

    @Test
    void aMachineThatKeepsFailingEndsTheRun() {
        grader =
                (submission, bench) -> {
                    throw new SandboxException("the engine stumbled");
                };

        assertThatThrownBy(() -> measure(2, 1))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("the engine stumbled");
    }

    @Test
    void oneFailureOfTheMachineIsNoScoreLost() throws Exception {
        var calls = new CopyOnWriteArrayList<String>();
        grader =
                (submission, bench) -> {
                    calls.add(submission.id());
                    if (calls.size() == 1) {
                        throw new SandboxException("the engine stumbled");
                    }
                    return scored(submission, 0.5);
                };

        assertThat(measure(1, 1).getFirst().readings())
                .extracting(Reading::value)
                .containsExactly(0.5, -0.5);
        assertThat(calls).containsExactly("reference", "reference", "baseline");
    }
}
