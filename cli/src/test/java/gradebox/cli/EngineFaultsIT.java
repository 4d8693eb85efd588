package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.docker.CourseImage;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.LeftBehind;
import gradebox.sandbox.docker.PrivateEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A Docker engine, of the test's own, that is stopped, killed or hangs in the middle of a run:
 * nobody's work is blamed for it, and in the end the results are those of a quiet day.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT) // it waits most of its time
@ResourceLock(value = FaultyRuns.MACHINE, mode = ResourceAccessMode.READ)
@ResourceLock(FaultyRuns.BESIDE)
class EngineFaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String[] PUBLISHED = {"--root-seed", "published"};
    private static final String IMAGE = "faults:1";

    private PrivateEngine engine;
    private FaultyRuns runs;
    private Map<String, String> undisturbed;

    @BeforeAll
    void startAnEngine(@TempDir Path work) throws Exception {
        engine = PrivateEngine.start(Files.createTempDirectory("gbe"), Map.of());
        try (var real = DockerEngine.connect(System.getenv())) {
            engine.copySmall(CourseImage.of(real).name(), IMAGE);
        }
        runs = FaultyRuns.in(work.toRealPath()).with("DOCKER_HOST", engine.address());
        undisturbed = prepared("quiet").grade("out", PUBLISHED);
        assertThat(undisturbed.get("grades.csv")).contains("ada,,,,6,6,", "eve,,,,6,6,");
    }

    @AfterAll
    void endIt() throws Exception {
        engine.close();
    }

    private FaultyRuns prepared(String name) throws Exception {
        return runs.apart(name).image(IMAGE).withHung().withSlow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void anEngineThatIsStartedAgainCostsARetry(String signal) throws Exception {
        var own = prepared("restart-" + signal);
        var run = own.start("out", PUBLISHED);
        own.awaitLog("out", run, "eve starts");
        stop(signal);
        engine.start();
        var result = run.await(PATIENCE);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("again");
        assertThat(own.results("out")).isEqualTo(undisturbed);
        assertThat(own.scratch()).isEmpty();
        assertThat(LeftBehind.by(run.pid(), engine.environment())).isEmpty();
    }

    private void stop(String signal) throws Exception {
        if (signal.equals("TERM")) {
            engine.terminate();
        } else {
            engine.kill();
        }
    }

    @Test
    void anEngineThatStaysAwayEndsTheRunAndBlamesNobody() throws Exception {
        var own = prepared("away");
        var run = own.start("out", PUBLISHED);
        own.awaitLog("out", run, "eve starts");
        engine.terminate();
        long gone = System.nanoTime();
        var result = run.await(PATIENCE);
        var took = Duration.ofNanos(System.nanoTime() - gone);
        engine.start();

        endedWithoutAnEngine(result, took);
        assertThat(own.grade("out", PUBLISHED)).isEqualTo(undisturbed);
        assertThat(LeftBehind.by(run.pid(), engine.environment())).isEmpty();
    }

    @Test
    void anEngineThatHangsEndsTheRunInBoundedTimeAndBlamesNobody() throws Exception {
        var own = prepared("hangs");
        var run = own.start("out", PUBLISHED);
        own.awaitLog("out", run, "eve starts");
        engine.pause();
        GradeboxProcess.Result result;
        long hung = System.nanoTime();
        try {
            result = run.await(PATIENCE);
        } finally {
            engine.resume();
        }

        endedWithoutAnEngine(result, Duration.ofNanos(System.nanoTime() - hung));
        assertThat(own.grade("out", PUBLISHED)).isEqualTo(undisturbed);
        assertThat(LeftBehind.by(run.pid(), engine.environment())).isEmpty();
    }

    private static void endedWithoutAnEngine(GradeboxProcess.Result result, Duration took) {
        assertThat(result.code()).as(result.err()).isEqualTo(5);
        assertThat(result.err())
                .contains("no longer answers", "not graded", "The same command continues");
        assertThat(took).isLessThan(Duration.ofMinutes(4));
    }

    @Test
    void anEngineThatHangsForAWhileMakesNobodyLate() throws Exception {
        var own = prepared("pause");
        var run = own.start("out", PUBLISHED);
        own.awaitLog("out", run, "eve starts");
        engine.pause();
        // longer than a check may take, and than a slow engine's answer
        Thread.sleep(Duration.ofSeconds(2L * FaultyRuns.CHECK_SECONDS + 2));
        engine.resume();
        var result = run.await(PATIENCE);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(own.results("out")).isEqualTo(undisturbed);
    }

    @Test
    void anEngineThatHangsFromTheStartIsToldAtOnce() throws Exception {
        var own = prepared("deaf");
        engine.pause();
        try {
            var result = own.start("out", PUBLISHED).await(PATIENCE);

            assertThat(result.code()).isEqualTo(5);
            assertThat(result.err()).contains("no Docker engine answers at", "within 10 s");
        } finally {
            engine.resume();
        }
    }
}
