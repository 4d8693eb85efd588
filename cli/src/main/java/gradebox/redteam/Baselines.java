package gradebox.redteam;

import gradebox.redteam.oracle.Breach;
import gradebox.redteam.oracle.Evidence;
import gradebox.redteam.oracle.Expectation;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * Measure what an honest wrong solution of each target gets, by grading it as if it were an attack:
 * nothing may break, and no weak grader may give it all points.
 */
final class Baselines {
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** How many times longer than beside an honest wrong solution the same may take. */
    private static final int BUSY = 3;

    private final Corpus corpus;
    private final Ground ground;
    private final Trial trial;
    private final Control control;

    Baselines(Corpus corpus, Ground ground, Trial trial, Control control) {
        this.corpus = corpus;
        this.ground = ground;
        this.trial = trial;
        this.control = control;
    }

    /** Return the baseline of every target that is attacked; so many are measured at a time. */
    Map<String, Baseline> measure(int workers)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        var baselines = new ConcurrentSkipListMap<String, Baseline>();
        var crew = new Crew(workers);
        for (var target : targets()) {
            crew.add(() -> baselines.put(target, measure(target)));
        }
        crew.work();
        return baselines;
    }

    Set<String> targets() {
        return corpus.attacks().stream().map(Attack::target).collect(Collectors.toSet());
    }

    private Baseline measure(String target)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        var folder = corpus.target(target);
        var wall = ground.view().total(folder).plus(GRACE);
        return trial.run(
                folder,
                Baselines::enterWrong,
                wall,
                (scene, evidence) -> {
                    checkHeld(target, trial.judge(evidence.expecting(Expectation.ANYTHING)));
                    checkControls(target, scene);
                    var run = evidence.traces().wall();
                    var beside = run.multipliedBy(BUSY).plus(GRACE);
                    return new Baseline(score(target, evidence), wall, beside);
                });
    }

    private static void enterWrong(Scene scene) throws IOException {
        var wrong = scene.assignment().resolve("wrong");
        Trees.copy(wrong, scene.members().resolve("attack"), text -> text);
    }

    private static BigDecimal score(String target, Evidence evidence)
            throws CorpusException, IOException {
        return evidence.score()
                .orElseThrow(
                        () -> new CorpusException(target + ": its wrong solution has no score"));
    }

    private static void checkHeld(String target, List<Breach> breaches) throws CorpusException {
        if (!breaches.isEmpty()) {
            throw new CorpusException(
                    "%s: nothing holds even for an honest wrong solution: %s"
                            .formatted(
                                    target,
                                    breaches.stream()
                                            .map(breach -> breach.rule() + ": " + breach.what())
                                            .collect(Collectors.joining("; "))));
        }
    }

    /** A weak grader that gives all points to anyone would be no proof either. */
    private void checkControls(String target, Scene scene)
            throws CorpusException, SandboxException, InterruptedException {
        var used =
                corpus.attacks().stream()
                        .filter(attack -> attack.target().equals(target))
                        .flatMap(attack -> attack.kind().live().stream())
                        .collect(Collectors.toSet());
        for (var live : used) {
            var wrong = scene.members().resolve("attack");
            if (control.run(live, wrong, scene.assignment()) instanceof Result.Liveness.Won won) {
                throw new CorpusException(
                        "%s: the weak grader %s gives all points to an honest wrong solution: %s"
                                .formatted(target, live, won.how()));
            }
        }
    }
}
