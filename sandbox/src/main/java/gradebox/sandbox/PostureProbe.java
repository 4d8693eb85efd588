package gradebox.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Look at a live sandbox from within, before any student code runs in one. */
public final class PostureProbe {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int OUTPUT = 16 << 10;

    private final SandboxFactory sandboxes;

    public PostureProbe(SandboxFactory sandboxes) {
        this.sandboxes = sandboxes;
    }

    /** Look at a sandbox that is given nothing. */
    public Posture demand(Image image) throws SandboxException, InterruptedException {
        return demand(image, GpuRequest.NONE, List.of());
    }

    /**
     * Open a small sandbox, and compare what it is like with what its engine promises.
     *
     * @param gpu the devices that it gets, as a submission's would
     * @param mounts what it gets of the host
     * @return what it is like; {@link Posture#NONE} where the engine promises nothing
     * @throws SandboxException if a promise is not kept, or the sandbox does not say
     */
    public Posture demand(Image image, GpuRequest gpu, List<Mount> mounts)
            throws SandboxException, InterruptedException {
        var spec = spec(image, gpu, mounts);
        var promised = sandboxes.posture(spec);
        if (promised.equals(Posture.NONE)) {
            return promised;
        }
        var result = sandboxes.run(spec, argv(), LIMIT, OUTPUT);
        if (!result.termination().equals(new Termination.Exited(0))) {
            throw new SandboxException(
                    "a sandbox's posture cannot be told: its program ended with %s: %s"
                            .formatted(result.termination(), result.log().strip()));
        }
        var found = read(new String(result.output(), StandardCharsets.UTF_8));
        var broken = promised.brokenBy(found);
        if (!broken.isEmpty()) {
            throw new SandboxException(
                    "nothing is graded: a sandbox of %s is not what it promises (%s); run gradebox doctor"
                            .formatted(sandboxes.engine(), String.join("; ", broken)));
        }
        return found;
    }

    /** Describe the sandbox that is looked at: its program is all that runs there. */
    static SandboxSpec spec(Image image, GpuRequest gpu, List<Mount> mounts) {
        var limits = Limits.DEFAULT.withWall(LIMIT);
        return new SandboxSpec("posture", image, limits, gpu, mounts, Map.of()).asFirstProcess();
    }

    /** Return the program that looks around. */
    static List<String> argv() {
        try (var in = PostureProbe.class.getResourceAsStream("posture.py")) {
            var program =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return List.of("python3", "-I", "-S", "-B", "-c", program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Read what the program wrote; a line that it does not write is nothing that it says. */
    static Posture read(String output) {
        var traits = new EnumMap<Trait, String>(Trait.class);
        for (var line : output.lines().toList()) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                Trait.of(line.substring(0, tab))
                        .ifPresent(trait -> traits.putIfAbsent(trait, line.substring(tab + 1)));
            }
        }
        return new Posture(traits);
    }
}
