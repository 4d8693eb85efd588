package gradebox.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PullResponseItem;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Find the Debian root file system that recipes start from: the official image where a registry
 * answers, else one made from Debian's packages, under a name that nobody takes for the official.
 */
final class BaseImage {
    private static final String SUITE = "trixie";
    private static final String REPOSITORY = "debian";
    private static final String TAG = SUITE + "-slim";
    private static final String OFFICIAL = REPOSITORY + ":" + TAG;
    private static final String OWN = "gradebox/base:" + SUITE + "-mmdebstrap";

    /** How long a registry may take to say its first word. */
    private static final Duration FIRST_WORD = Duration.ofSeconds(15);

    private static final Duration PULL = Duration.ofMinutes(10);
    private static final Duration BOOTSTRAP = Duration.ofMinutes(15);
    private static final Duration IMPORT = Duration.ofMinutes(5);

    private final DockerEngine engine;
    private final DockerClient client;
    private final Progress progress;

    BaseImage(DockerEngine engine, Progress progress) {
        this.engine = engine;
        this.client = engine.client();
        this.progress = progress;
    }

    /** Tell whether an engine has a base already, so that nothing is needed to make one. */
    boolean isThere() throws SandboxException, InterruptedException {
        return has(OFFICIAL) || has(OWN);
    }

    /** Return a base's name, having fetched or made it where there was none. */
    String name() throws IOException, InterruptedException {
        if (has(OFFICIAL)) {
            return OFFICIAL;
        }
        if (has(OWN)) {
            return OWN;
        }
        if (progress.step("look for " + OFFICIAL + " in a registry", this::pulled)) {
            return OFFICIAL;
        }
        progress.step("make a Debian base with mmdebstrap", this::bootstrap);
        return OWN;
    }

    private boolean has(String name) throws SandboxException, InterruptedException {
        return EngineCalls.call(
                "look for " + name,
                EngineCalls.USUAL,
                () -> {
                    try {
                        client.inspectImageCmd(name).exec();
                        return true;
                    } catch (NotFoundException e) {
                        return false;
                    }
                });
    }

    private boolean pulled() throws SandboxException, InterruptedException {
        var pull = new Pull();
        try (pull) {
            client.pullImageCmd(REPOSITORY).withTag(TAG).exec(pull);
            if (pull.firstWord.await(FIRST_WORD.toMillis(), TimeUnit.MILLISECONDS)) {
                pull.done.await(PULL.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (IOException e) {
            progress.said("the pull could not be ended: " + e.getMessage());
        }
        return has(OFFICIAL);
    }

    private String bootstrap() throws IOException, InterruptedException {
        Path folder = Scratch.folder("base");
        Path archive = folder.resolve("base.tar");
        Path log = folder.resolve("log");
        try {
            runMmdebstrap(archive, log);
            return importArchive(archive);
        } finally {
            Files.deleteIfExists(archive);
            Files.deleteIfExists(log);
            Files.deleteIfExists(folder);
        }
    }

    private static void runMmdebstrap(Path archive, Path log)
            throws IOException, InterruptedException {
        Process process;
        try {
            process =
                    new ProcessBuilder(
                                    "mmdebstrap",
                                    "--quiet",
                                    "--variant=minbase",
                                    "--include=ca-certificates",
                                    SUITE,
                                    archive.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
        } catch (IOException e) {
            throw new EngineUnavailableException(
                    "no registry has %s for us, and mmdebstrap, which could make a base, is not installed: run apt-get install mmdebstrap, or gradebox demo --setup"
                            .formatted(OFFICIAL),
                    e);
        }
        try {
            if (!process.waitFor(BOOTSTRAP.toSeconds(), TimeUnit.SECONDS)) {
                throw new SandboxException("mmdebstrap did not end: " + lastLine(log));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new SandboxException("mmdebstrap could not make a base: " + lastLine(log));
        }
    }

    private static String lastLine(Path log) throws IOException {
        var text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        return text.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
    }

    private String importArchive(Path archive) throws SandboxException, InterruptedException {
        return EngineCalls.call(
                "take in the base",
                IMPORT,
                () -> {
                    engine.socket().importImage(archive, OWN);
                    return OWN;
                });
    }

    /** Follow a pull; a registry that says anything at all is worth waiting for. */
    private static final class Pull extends ResultCallback.Adapter<PullResponseItem> {
        private final CountDownLatch firstWord = new CountDownLatch(1);
        private final CountDownLatch done = new CountDownLatch(1);

        @Override
        public void onNext(PullResponseItem item) {
            firstWord.countDown();
        }

        @Override
        public void onError(Throwable cause) {
            super.onError(cause);
            end();
        }

        @Override
        public void onComplete() {
            super.onComplete();
            end();
        }

        private void end() {
            done.countDown();
            firstWord.countDown();
        }
    }
}
