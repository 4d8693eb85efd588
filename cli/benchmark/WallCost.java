import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.docker.DockerEngine;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Print what it costs to run {@code true} in a sandbox and in a container with the engine's own
 * defaults, in turn: {@code WallCost TIMES}.
 */
class WallCost {
    private static final List<String> TRUE = List.of("true");

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        var http = new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
        try (var plain = DockerClientImpl.getInstance(config, http);
                var engine = DockerEngine.connect(System.getenv())) {
            var image = engine.images().find("cpu").orElseThrow();
            var spec =
                    new SandboxSpec(
                            "cost", image, Limits.DEFAULT, GpuRequest.NONE, List.of(), Map.of());
            var kinds = new LinkedHashMap<String, Callable<?>>();
            kinds.put("default", () -> byDefault(plain, image.digest()));
            kinds.put("hardened", () -> shutAway(engine.sandboxes(), spec));
            measure(kinds, count);
        }
    }

    private static Object byDefault(com.github.dockerjava.api.DockerClient client, String image) {
        String id = client.createContainerCmd(image).withCmd(TRUE).exec().getId();
        try {
            client.startContainerCmd(id).exec();
            return client.waitContainerCmd(id).start().awaitStatusCode();
        } finally {
            client.removeContainerCmd(id).withForce(true).exec();
        }
    }

    /** Close the factory too: it returns once the container is removed. */
    private static Object shutAway(SandboxFactory factory, SandboxSpec spec) throws Exception {
        try (factory) {
            return factory.run(spec, TRUE, Duration.ofMinutes(1), 1024);
        }
    }

    private static void measure(Map<String, Callable<?>> kinds, int count) throws Exception {
        var times = new LinkedHashMap<String, double[]>();
        kinds.keySet().forEach(kind -> times.put(kind, new double[count]));
        for (int i = -2; i < count; i++) { // two rounds to warm up
            for (var kind : kinds.entrySet()) {
                long start = System.nanoTime();
                kind.getValue().call();
                if (i >= 0) {
                    times.get(kind.getKey())[i] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        times.forEach(WallCost::print);
    }

    private static void print(String kind, double[] times) {
        Arrays.sort(times);
        int late = Math.min(times.length - 1, (int) Math.ceil(times.length * 0.95) - 1);
        System.out.printf(Locale.ROOT, "%s %.1f %.1f%n", kind, times[times.length / 2], times[late]);
    }
}
