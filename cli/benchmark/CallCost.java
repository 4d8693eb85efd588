import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.call.CallResources;
import gradebox.sandbox.call.ElementType;
import gradebox.sandbox.call.Session;
import gradebox.sandbox.call.StudentModule;
import gradebox.sandbox.call.StudentProcess;
import gradebox.sandbox.call.StudentSandboxes;
import gradebox.sandbox.call.Target;
import gradebox.sandbox.call.Value;
import gradebox.sandbox.docker.DockerEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Print what calls through a real sandbox cost: {@code CallCost FOLDER CALLS}. */
class CallCost {
    private static final Target SAME = new Target.Name("same");

    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        int calls = Integer.parseInt(args[1]);
        var submission = Files.createDirectories(folder.resolve("submission"));
        Files.writeString(submission.resolve("solution.py"), "def same(x=None):\n    return x\n");
        var runtime = folder.resolve("runtime");
        CallResources.stage(runtime);
        try (var engine = DockerEngine.connect(System.getenv());
                var sandboxes = engine.sandboxes()) {
            var image = engine.images().find("cpu").orElseThrow();
            var mounts =
                    List.of(
                            new Mount(submission, CallResources.SUBMISSION),
                            new Mount(runtime, CallResources.FOLDER));
            var spec =
                    new SandboxSpec(
                            "cost", image, Limits.DEFAULT, GpuRequest.NONE, mounts, Map.of());
            var module = StudentModule.submission("solution");
            try (var own = new StudentSandboxes(sandboxes, Duration.ofMinutes(5));
                    var process = own.open(spec, List.of("numpy"), module)) {
                measure(process, calls);
            }
        }
    }

    private static void measure(StudentProcess process, int calls) throws Exception {
        long before = System.nanoTime();
        process.begin(Duration.ofMinutes(1)).finish();
        print("open", (System.nanoTime() - before) / 1e6);
        var checks = new double[50];
        for (int i = 0; i < checks.length; i++) {
            long start = System.nanoTime();
            var session = process.begin(Duration.ofMinutes(1));
            session.load();
            session.finish();
            checks[i] = (System.nanoTime() - start) / 1e6;
        }
        print("check", median(checks));
        try (var session = process.begin(Duration.ofMinutes(4))) {
            times(session, List.of(), 200);
            print("call", median(times(session, List.of(), calls)));
            var big =
                    new Value.Array(
                            false, ElementType.FLOAT32, List.of(4L << 20), new byte[16 << 20]);
            print("16MiB", median(times(session, List.of(big), 21)));
            session.finish();
        }
    }

    private static double[] times(Session session, List<Value> arguments, int count)
            throws Exception {
        var times = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            session.call(SAME, arguments, Map.of(), false);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        return times;
    }

    private static double median(double[] numbers) {
        Arrays.sort(numbers);
        return numbers[numbers.length / 2];
    }

    private static void print(String what, double milliseconds) {
        System.out.printf(Locale.ROOT, "%s %.3f%n", what, milliseconds);
    }
}
