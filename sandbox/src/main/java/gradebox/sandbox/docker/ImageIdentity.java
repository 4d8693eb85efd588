package gradebox.sandbox.docker;

import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Say what an image is, wherever and by whatever it is built: its recipe, and the versions of the
 * packages that went into it.
 *
 * @param recipe the recipe's hash
 * @param packages the hash of the packages with their versions
 * @param hash of both
 */
public record ImageIdentity(String recipe, String packages, String hash) {
    private static final int SHORT = 12;

    /** Debian's packages, and Python's, whoever installed them. */
    private static final String LIST_PACKAGES =
            """
            set -e
            dpkg-query --show
            command -v python3 > /dev/null || exit 0
            python3 - << 'END'
            from importlib.metadata import distributions
            print(*sorted({d.name + " " + d.version for d in distributions()}), sep="\\n")
            END
            """;

    /**
     * Make up an identity.
     *
     * @param packages from {@link #packagesOf}
     */
    public static ImageIdentity of(String recipeHash, String packages) {
        var listing = new IdentityHash();
        listing.add(packages.getBytes(StandardCharsets.UTF_8));
        String packagesHash = listing.hex();
        var both = new IdentityHash();
        both.add(recipeHash.getBytes(StandardCharsets.UTF_8));
        both.add(packagesHash.getBytes(StandardCharsets.UTF_8));
        return new ImageIdentity(recipeHash, packagesHash, both.hex());
    }

    /** Return what people call an image of this name and identity. */
    public static String tag(String name, String hash) {
        return "gradebox/" + name + ":" + hash.substring(0, Math.min(SHORT, hash.length()));
    }

    /** Return an image's packages with their versions, in a fixed order. */
    public static String packagesOf(Image image, SandboxFactory sandboxes)
            throws SandboxException, InterruptedException {
        var spec =
                new SandboxSpec(
                        "packages", image, Limits.DEFAULT, GpuRequest.NONE, List.of(), Map.of());
        var listing = List.of("sh", "-c", LIST_PACKAGES);
        var result = sandboxes.run(spec, listing, Duration.ofMinutes(1), 1 << 22);
        if (!result.termination().equals(new Termination.Exited(0)) || result.truncated()) {
            throw new SandboxException("the image cannot say what is in it: " + result.log());
        }
        var lines = new String(result.output(), StandardCharsets.UTF_8).lines();
        return String.join("\n", lines.sorted().toList());
    }
}
