package gradebox.redteam;

import gradebox.redteam.oracle.Breach;
import gradebox.redteam.oracle.Expectation;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Run attacks of the corpus, several at a time, and say how each ended. */
public final class Redteam {
    private final Corpus corpus;
    private final Ground ground;
    private final RedteamListener listener;
    private final Trial trial;

    /**
     * Prepare.
     *
     * @param keep whether the folders of attacks stay
     */
    public Redteam(Corpus corpus, Ground ground, RedteamListener listener, boolean keep) {
        this.corpus = corpus;
        this.ground = ground;
        this.listener = listener;
        this.trial = new Trial(ground, keep);
    }

    /**
     * Run all attacks, those that need the machine for themselves last.
     *
     * @return what became of each, in the order of the corpus
     */
    public List<Result> run(int workers)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        var control = Control.prepare(ground, corpus);
        var honest = new Baselines(corpus, ground, trial, control);
        listener.measuring(honest.targets().size());
        var baselines = honest.measure(workers);
        listener.beginning(corpus.attacks().size(), workers);
        var results = new TreeMap<Integer, Result>();
        for (boolean alone : new boolean[] {false, true}) {
            var crew = new Crew(alone ? 1 : workers);
            for (int i = 0; i < corpus.attacks().size(); i++) {
                var attack = corpus.attacks().get(i);
                int place = i;
                if (attack.alone() == alone) {
                    crew.add(() -> note(results, place, attempt(attack, baselines, control)));
                }
            }
            crew.work();
        }
        return List.copyOf(results.values());
    }

    private synchronized void note(Map<Integer, Result> results, int place, Result result) {
        results.put(place, result);
        listener.ended(result);
    }

    private Result attempt(Attack attack, Map<String, Baseline> baselines, Control control)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        long started = System.nanoTime();
        return switch (attack.on(ground.engine())) {
            case Attack.OnEngine.NotApplicable not ->
                    new Result(
                            attack,
                            new Result.Outcome.NotApplicable(not.because()),
                            new Result.Liveness.NotAsked(),
                            Duration.ZERO);
            case Attack.OnEngine.Runs runs ->
                    attempt(attack, runs.expected(), baselines, control, started);
        };
    }

    private Result attempt(
            Attack attack,
            Attack.Expected expected,
            Map<String, Baseline> baselines,
            Control control,
            long started)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        var baseline = baselines.get(attack.target());
        if (baseline == null) {
            throw new IllegalStateException("every target was measured");
        }
        return trial.run(
                corpus.target(attack.target()),
                scene -> Handout.put(attack.folder(), scene),
                expectation(attack, expected, baseline),
                (scene, evidence, breaches) -> {
                    var liveness = liveness(attack, scene, control);
                    var time = Duration.ofNanos(System.nanoTime() - started);
                    return new Result(attack, outcome(attack, breaches), liveness, time);
                });
    }

    private static Expectation expectation(
            Attack attack, Attack.Expected expected, Baseline baseline) {
        return new Expectation(
                expected.statuses(),
                expected.most().orElse(baseline.score()),
                expected.says(),
                expected.keepsOut(),
                attack.kind().promise() == Attack.Promise.FLAGGED,
                expected.wall().orElse(baseline.wall()),
                baseline.beside());
    }

    private static Result.Outcome outcome(Attack attack, List<Breach> breaches) {
        return breaches.isEmpty()
                ? new Result.Outcome.Held(attack.kind().promise())
                : new Result.Outcome.Broken(breaches);
    }

    private static Result.Liveness liveness(Attack attack, Scene scene, Control control)
            throws SandboxException, InterruptedException {
        var live = attack.kind().live();
        if (live.isEmpty()) {
            return new Result.Liveness.NotAsked();
        }
        var submission = scene.members().resolve("attack");
        return Files.isDirectory(submission)
                ? control.run(live.get(), submission, scene.assignment())
                : new Result.Liveness.Lost("it hands in no folder called attack");
    }
}
