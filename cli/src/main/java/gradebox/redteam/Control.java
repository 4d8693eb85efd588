package gradebox.redteam;

import gradebox.grading.PythonRuntime;
import gradebox.sandbox.Confinement;
import gradebox.sandbox.ExecResult;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import gradebox.sandbox.call.CallResources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Let a submission loose on a grader that is built to be open to it, in a sandbox of its own: what
 * does not even win there proves nothing when it fails elsewhere.
 */
final class Control {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Limits LIMITS = new Limits(1, 512L << 20, 64, 64L << 20, LIMIT);
    private static final int OUTPUT = 1 << 20;

    /** What a weak grader prints last: {@code VERDICT full: exit-code}. */
    private static final String VERDICT = "VERDICT ";

    private final Ground ground;
    private final Path controls;
    private final Path runtime;

    private Control(Ground ground, Path controls, Path runtime) {
        this.ground = ground;
        this.controls = controls;
        this.runtime = runtime;
    }

    /** An engine that cannot show files at a place of its own puts the real one here. */
    private static final Map<String, String> PLACES =
            Map.of(
                    "CONTROL_SUBMISSION",
                    CallResources.SUBMISSION,
                    "CONTROL_TARGET",
                    "/target",
                    "CONTROL_CONTROLS",
                    "/controls",
                    "CONTROL_RUNTIME",
                    CallResources.FOLDER,
                    "CONTROL_WORK",
                    Confinement.WORK);

    /** Prepare; the weak graders lie in the corpus. */
    static Control prepare(Ground ground, Corpus corpus) throws IOException {
        var runtime = Files.createDirectory(ground.work().resolve("runtime"));
        PythonRuntime.stage(runtime);
        return new Control(ground, corpus.folder().resolve("controls").toRealPath(), runtime);
    }

    /** Tell whether a submission wins. */
    Result.Liveness run(Attack.Live live, Path submission, Path target)
            throws SandboxException, InterruptedException {
        var spec =
                new SandboxSpec(
                        "control",
                        ground.image(),
                        LIMITS,
                        GpuRequest.NONE,
                        List.of(
                                new Mount(submission, CallResources.SUBMISSION),
                                new Mount(controls, "/controls"),
                                new Mount(target, "/target"),
                                new Mount(runtime, CallResources.FOLDER)),
                        PLACES);
        var argv = List.of("python3", "-B", "/controls/" + live.program());
        return verdict(live, ground.sandboxes().run(spec, argv, LIMIT, OUTPUT));
    }

    /** A weak grader that merely dies proves nothing: it has to tell what the attack got. */
    private static Result.Liveness verdict(Attack.Live live, ExecResult result)
            throws SandboxException {
        if (result.termination() instanceof Termination.EngineLost lost) {
            throw new SandboxException(lost.what());
        }
        var said = said(result);
        return said.startsWith(live.prize() + ": ")
                ? new Result.Liveness.Won(said)
                : new Result.Liveness.Lost(said.isEmpty() ? end(result) : said);
    }

    private static String said(ExecResult result) {
        return new String(result.output(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(VERDICT))
                .map(line -> line.substring(VERDICT.length()))
                .reduce("", (first, second) -> second);
    }

    private static String end(ExecResult result) {
        var last = result.log().strip();
        var words = last.substring(last.lastIndexOf('\n') + 1);
        return switch (result.termination()) {
            case Termination.TimedOut late -> "the grader hangs";
            case Termination.OutOfMemory memory -> "the grader runs out of memory";
            case Termination.Exited exited ->
                    "the grader ends with " + exited.code() + ": " + words;
            case Termination.Signalled signalled -> "the grader is killed: " + words;
            case Termination.EngineLost lost -> "the engine failed: " + lost.what();
        };
    }
}
