package gradebox.redteam;

import gradebox.redteam.oracle.Breach;
import gradebox.redteam.oracle.Canaries;
import gradebox.redteam.oracle.Evidence;
import gradebox.redteam.oracle.Expectation;
import gradebox.redteam.oracle.Oracle;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Grade one submission in a scene of its own, and ask the oracle. */
final class Trial {
    /** How long we wait for gradebox itself beside the attack; the oracle is stricter. */
    static final Duration BESIDE = Duration.ofSeconds(90);

    private final Ground ground;
    private final boolean keep;
    private final Oracle oracle = new Oracle();
    private final SecureRandom random = new SecureRandom();

    /**
     * Prepare.
     *
     * @param keep whether the folders of scenes stay
     */
    Trial(Ground ground, boolean keep) {
        this.ground = ground;
        this.keep = keep;
    }

    /** Puts a submission among the members of a class. */
    interface Entrant {
        void enter(Scene scene) throws CorpusException, IOException, InterruptedException;
    }

    /** Sees what a run left behind. */
    interface After<T> {
        T see(Scene scene, Evidence evidence)
                throws CorpusException, SandboxException, IOException, InterruptedException;
    }

    /** Return all that is broken. */
    List<Breach> judge(Evidence evidence) {
        return oracle.judge(evidence);
    }

    /**
     * Have a class graded.
     *
     * @param wall how long its submissions may take together, but for the honest one
     */
    <T> T run(Path target, Entrant entrant, Duration wall, After<T> after)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        var root = Files.createTempDirectory(ground.work(), "scene-").toRealPath();
        var scene = Scene.set(root, target, Canaries.draw(random));
        if (ground.another().isPresent()) {
            scene.runOn(ground.another().get());
        }
        entrant.enter(scene);
        var before = scene.outside();
        var process = GradingProcess.start(scene, ground.program(), ground.engine());
        var traces = process.watch(wall.plus(BESIDE));
        var evidence =
                new Evidence(
                        scene.folders(),
                        Expectation.ANYTHING,
                        Optional.empty(),
                        traces,
                        scene.canaries(),
                        ground.view().remains(process.pid()),
                        new Evidence.Outside(before, scene.outside()));
        var seen = after.see(scene, evidence);
        if (!keep) {
            Trees.remove(root);
        }
        return seen;
    }
}
