package gradebox.redteam;

import gradebox.redteam.oracle.Breach;
import gradebox.redteam.oracle.Evidence;
import gradebox.redteam.oracle.Expectation;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Run attacks of the corpus, several at a time, and say how each ended. */
public final class Redteam {
    private final Corpus corpus;
    private final Ground ground;
    private final RedteamListener listener;
    private final Trial trial;
    private final Map<Attack, Result> results;

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
        this.results = new TreeMap<>(Comparator.comparing(corpus.attacks()::indexOf));
    }

    /**
     * Run all attacks, those that need the machine for themselves last.
     *
     * @param workers so many runs at a time
     * @param bundle so many attacks share a run, where they can
     * @return what became of each, in the order of the corpus
     */
    public List<Result> run(int workers, int bundle)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        var control = Control.prepare(ground, corpus);
        var honest = new Baselines(corpus, ground, trial, control);
        listener.measuring(honest.targets().size());
        var baselines = honest.measure(workers);
        listener.beginning(corpus.attacks().size(), workers);
        corpus.attacks().forEach(this::noteIfNotApplicable);
        var bundles = Bundle.of(corpus.attacks().stream().filter(this::applies).toList(), bundle);
        for (boolean alone : new boolean[] {false, true}) {
            var crew = new Crew(alone ? 1 : workers);
            for (var each : bundles) {
                if (each.isAlone() == alone) {
                    crew.add(() -> attempt(each, baselines, control).forEach(this::note));
                }
            }
            crew.work();
        }
        return List.copyOf(results.values());
    }

    private synchronized void note(Result result) {
        results.put(result.attack(), result);
        listener.ended(result);
    }

    private boolean applies(Attack attack) {
        return attack.on(ground.engine()) instanceof Attack.OnEngine.Runs;
    }

    private void noteIfNotApplicable(Attack attack) {
        if (attack.on(ground.engine()) instanceof Attack.OnEngine.NotApplicable not) {
            note(
                    new Result(
                            attack,
                            new Result.Outcome.NotApplicable(not.because()),
                            new Result.Liveness.NotAsked(),
                            Duration.ZERO));
        }
    }

    /** Where anything is broken that attacks share, each is tried by itself to find whose it is. */
    private List<Result> attempt(Bundle bundle, Map<String, Baseline> baselines, Control control)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        var together = graded(bundle, baselines, control);
        if (bundle.attacks().size() == 1 || together.stream().noneMatch(Redteam::isBroken)) {
            return together;
        }
        var apart = new ArrayList<Result>();
        for (var one : bundle.apart()) {
            apart.addAll(graded(one, baselines, control));
        }
        return apart.stream().anyMatch(Redteam::isBroken) ? apart : together;
    }

    private static boolean isBroken(Result result) {
        return result.outcome() instanceof Result.Outcome.Broken;
    }

    private List<Result> graded(Bundle bundle, Map<String, Baseline> baselines, Control control)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        var baseline = baselines.get(bundle.target());
        if (baseline == null) {
            throw new IllegalStateException("every target was measured");
        }
        long started = System.nanoTime();
        return trial.run(
                corpus.target(bundle.target()),
                scene -> {
                    for (var attack : bundle.attacks()) {
                        Handout.put(attack, scene, bundle.member(attack));
                    }
                },
                wall(bundle, baseline),
                (scene, evidence) -> {
                    long share = (System.nanoTime() - started) / bundle.attacks().size();
                    var results = new ArrayList<Result>();
                    for (var attack : bundle.attacks()) {
                        var member = bundle.member(attack);
                        var breaches = judge(evidence, attack, member, bundle, baseline);
                        results.add(result(attack, breaches, scene, member, control, share));
                    }
                    return results;
                });
    }

    private List<Breach> judge(
            Evidence evidence, Attack attack, String member, Bundle bundle, Baseline baseline) {
        var expectation = expectation(attack, baseline);
        return trial.judge(
                bundle.attacks().size() == 1
                        ? evidence.expecting(expectation)
                        : evidence.expectingOf(member, expectation));
    }

    private Result result(
            Attack attack,
            List<Breach> breaches,
            Scene scene,
            String member,
            Control control,
            long graded)
            throws SandboxException, InterruptedException {
        long started = System.nanoTime();
        var liveness = liveness(attack, scene, member, control);
        var time = Duration.ofNanos(graded + System.nanoTime() - started);
        return new Result(attack, outcome(attack, breaches), liveness, time);
    }

    private Duration wall(Bundle bundle, Baseline baseline) {
        return bundle.attacks().stream()
                .map(attack -> expectation(attack, baseline).wall())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Expectation expectation(Attack attack, Baseline baseline) {
        if (!(attack.on(ground.engine()) instanceof Attack.OnEngine.Runs runs)) {
            throw new IllegalStateException("it does not run here");
        }
        var expected = runs.expected();
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

    private static Result.Liveness liveness(
            Attack attack, Scene scene, String member, Control control)
            throws SandboxException, InterruptedException {
        var live = attack.kind().live();
        if (live.isEmpty()) {
            return new Result.Liveness.NotAsked();
        }
        var submission = scene.members().resolve(member);
        return Files.isDirectory(submission)
                ? control.run(live.get(), submission, scene.assignment())
                : new Result.Liveness.Lost("it hands in no folder called " + member);
    }
}
