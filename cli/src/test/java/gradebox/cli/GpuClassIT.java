package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradebox.sandbox.docker.CourseImage;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.PrivateEngine;
import gradebox.sandbox.gpu.StandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Grades a class on two pretended devices through the command line: real engine, real sandboxes,
 * real training; only what NVIDIA's driver would say comes from stand-ins.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class GpuClassIT {
    private static final String ASSIGNMENT =
            """
            id: gpu/hw1
            title: Devices
            course: Sample 101
            image: {present: "small:1"}
            gpu: {need: required, memory: 6GiB}
            limits: {cpus: 1, memory: 512MiB, per_check: 30s, total: 2min}
            submission: {files: [solution.py], preload: [numpy]}
            data:
              points: {generator: points.py}
            graders:
              device:
                type: command
                run: [sh, -c, "cd /dev; set -- nvidia[0-9]; test $# = 1 -a -c $1 -a -c nvidiactl"]
                expect: {exit: 0}
              points:
                type: model
                data: points
                train: {call: train, args: {X: train.X, y: train.y}, seed: seed}
                predict: {method: predict, args: [inputs.X]}
                metric: {name: accuracy, of: hidden.y}
                threshold: {direction: higher, curve: linear, zero: 0.7, full: 0.9}
            rubric:
              - {check: device/run, points: 2}
              - {check: points/accuracy, points: 6}
            """;

    private Path folder = Path.of("");
    private PrivateEngine engine;
    private StandIn gpus;

    @TempDir private Path work;

    /** When a sandbox lived, by the engine's clock. */
    private record Life(String submission, String device, long started, long ended) {
        boolean meets(Life other) {
            return started < other.ended && other.started < ended;
        }
    }

    @BeforeAll
    void start(@TempDir Path shared) throws Exception {
        folder = shared;
        gpus = StandIn.two(Files.createDirectory(shared.resolve("gpus")));
        engine =
                PrivateEngine.start(Files.createDirectory(shared.resolve("e")), gpus.environment());
        try (var usual = DockerEngine.connect(Map.of())) {
            engine.copySmall(CourseImage.of(usual).name(), "small:1");
        }
        var assignment = Files.createDirectory(shared.resolve("hw"));
        Files.writeString(assignment.resolve("assignment.yaml"), ASSIGNMENT);
        Files.copy(tiny("data/points.py"), assignment.resolve("points.py"));
    }

    @AfterAll
    void stop() throws Exception {
        engine.close();
    }

    @BeforeEach
    void calmDown() throws Exception {
        gpus.recover();
    }

    private static Path tiny(String file) throws Exception {
        var url = Objects.requireNonNull(GpuClassIT.class.getResource("tiny"));
        return Path.of(url.toURI()).resolve(file);
    }

    private GradeboxProcess grade(int members, String... more) throws Exception {
        var submissions = Files.createDirectories(work.resolve("class"));
        for (var name : List.of("ada", "bob", "cleo", "dan").subList(0, members)) {
            var own = Files.createDirectory(submissions.resolve(name));
            Files.copy(tiny("reference/solution.py"), own.resolve("solution.py"));
        }
        var arguments = new ArrayList<>(List.of("grade", folder.resolve("hw").toString()));
        arguments.addAll(List.of(submissions.toString(), "-o", "out"));
        arguments.addAll(List.of(more));
        var environment = new HashMap<>(gpus.environment());
        environment.putAll(engine.environment());
        return GradeboxProcess.start(
                Main.class, work, environment, arguments.toArray(String[]::new));
    }

    private static GradeboxProcess.Result end(GradeboxProcess process) throws Exception {
        return process.await(Duration.ofMinutes(4));
    }

    private List<JsonNode> submissions() throws IOException {
        var all = new ArrayList<JsonNode>();
        new ObjectMapper()
                .readTree(work.resolve("out/class.json").toFile())
                .path("submissions")
                .forEach(all::add);
        return all;
    }

    private List<String> scores() throws IOException {
        return submissions().stream().map(one -> one.path("score").asText()).toList();
    }

    private String deviceOf(int submission) throws IOException {
        return submissions().get(submission).path("provenance").path("gpu").asText();
    }

    /** Wait until a submission gets a device; before that the sandbox that is looked at got one. */
    private StandIn.Given firstGiven(GradeboxProcess run) throws Exception {
        run.awaitFile(gpus.folder().resolve("given"));
        for (int i = 0; i < 6_000 && gpus.given().size() < 2; i++) {
            Thread.sleep(10);
        }
        return gpus.given().get(1);
    }

    private List<Life> lives() throws Exception {
        var now = Instant.now();
        var events =
                new ProcessBuilder(
                                "docker",
                                "--host",
                                engine.address(),
                                "events",
                                "--since",
                                "0",
                                "--until",
                                "%d.%09d".formatted(now.getEpochSecond(), now.getNano()),
                                "--filter",
                                "type=container",
                                "--format",
                                "{{.TimeNano}} {{.Action}} {{.ID}}"
                                        + " {{index .Actor.Attributes \"gradebox.name\"}}")
                        .start();
        var text = new String(events.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Long> started = new HashMap<>();
        Map<String, Long> ended = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        for (var line : text.lines().toList()) {
            var words = line.split(" ", 4);
            names.put(words[2], words[3].split("-", 2)[0]);
            if (words[1].equals("start")) {
                started.put(words[2], Long.parseLong(words[0]));
            } else if (words[1].equals("die")) {
                ended.put(words[2], Long.parseLong(words[0]));
            }
        }
        return gpus.given().stream()
                .map(
                        given ->
                                new Life(
                                        String.valueOf(names.get(given.container())),
                                        given.devices(),
                                        started.getOrDefault(given.container(), 0L),
                                        ended.getOrDefault(given.container(), Long.MAX_VALUE)))
                .toList();
    }

    @Test
    void twoSubmissionsNeverMeetOnADeviceAndBothDevicesWork() throws Exception {
        var result = end(grade(4, "-j", "9"));
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(scores()).containsExactly("8", "8", "8", "8");
        assertThat(result.err()).contains("Grading 4 submissions, 2 at a time");

        var lives = lives();
        assertThat(lives).extracting(Life::submission).contains("ada", "bob", "cleo", "dan");
        assertThat(lives).hasSizeGreaterThanOrEqualTo(8); // a command and a training each
        for (var one : lives) {
            assertThat(
                            lives.stream()
                                    .filter(it -> !it.submission().equals(one.submission()))
                                    .filter(it -> it.device().equals(one.device()))
                                    .filter(one::meets))
                    .isEmpty();
            assertThat(
                            lives.stream()
                                    .filter(it -> it.submission().equals(one.submission()))
                                    .map(Life::device)
                                    .collect(Collectors.toSet()))
                    .containsExactly(one.device());
        }
        assertThat(lives)
                .anyMatch(
                        one ->
                                lives.stream()
                                        .filter(it -> !it.device().equals(one.device()))
                                        .anyMatch(one::meets));
        assertThat(submissions().getFirst().path("provenance").path("gpu seconds").asDouble())
                .isPositive();
    }

    @Test
    void aDeviceThatIsLostCostsNobodyAnything() throws Exception {
        var run = grade(2, "-j", "1");
        int lost = firstGiven(run).devices().equals(gpus.uuid(0)) ? 0 : 1;
        gpus.lose(lost);
        var result = end(run);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("ada starts again on another GPU: GPU " + lost + " failed under it")
                .contains("GPU " + lost + " is not used any more");
        assertThat(scores()).containsExactly("8", "8");
        assertThat(List.of(deviceOf(0), deviceOf(1))).containsOnly(gpus.uuid(1 - lost));
    }

    @Test
    void whatALeftoverProcessIsOnIsLeftAndWithoutADeviceTheRestHasNoScore() throws Exception {
        var run = grade(3, "--gpus", gpus.uuid(1));
        firstGiven(run);
        gpus.leave(1, 4711);
        var result = end(run);

        assertThat(result.code()).as(result.err()).isEqualTo(3);
        assertThat(result.err()).contains("GPU 1 is not used any more: process 4711 is still on");
        assertThat(scores()).containsExactly("8", "null", "null");
        assertThat(submissions().getLast().path("why").asText())
                .contains("no GPU is left (GPU 1: process 4711 is still on it)");
    }

    @Test
    void aDeviceThatSomebodyUsesIsNotTouched() throws Exception {
        gpus.leave(0, 4711);
        var result = end(grade(1));

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("Note: not used: GPU 0: process 4711 computes on it");
        assertThat(deviceOf(0)).isEqualTo(gpus.uuid(1));
    }

    @Test
    void aDeviceThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
        var result = end(grade(1, "--gpus", "7"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "there is no device 7; this machine has 0 (Pretended 8, 8.0 GiB, GPU-aaaa");
    }
}
