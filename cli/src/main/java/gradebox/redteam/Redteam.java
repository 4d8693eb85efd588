package gradebox.redteam;

import gradebox.redteam.oracle.Breach;
import gradebox.redteam.oracle.Evidence;
import gradebox.redteam.oracle.Expectation;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Run attacks of the corpus, several at a time, and say how each ended. */
public final class Redteam {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Corpus corpus;
    private final Ground ground;
    private final RedteamListener listener;
    private final Trial trial;
    private final boolean keep;

    /**
     * Prepare.
     *
     * @param keep whether the folders of attacks stay
     */
    public Redteam(Corpus corpus, Ground ground, RedteamListener listener, boolean keep) {
        this.corpus = corpus;
        this.ground = ground;
        this.listener = listener;
        this.trial = new Trial(ground);
        this.keep = keep;
    }

    /**
     * Run all attacks, those that need the machine for themselves last.
     *
     * @return what became of each, in the order of the corpus
     */
    public List<Result> run(int workers)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        var targets = corpus.attacks().stream().map(Attack::target).collect(Collectors.toSet());
        listener.measuring(targets.size());
        var control = Control.prepare(ground, corpus);
        var baselines = baselines(targets, control);
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

    private Map<String, Baseline> baselines(Set<String> targets, Control control)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        var baselines = new TreeMap<String, Baseline>();
        for (var name : targets) {
            baselines.put(name, baseline(name, control));
        }
        return baselines;
    }

    /** Grade the honest wrong solution as if it were an attack: nothing may break, of course. */
    private Baseline baseline(String name, Control control)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        var target = corpus.target(name);
        var wall = ground.view().total(target).plus(GRACE);
        var expected =
                new Expectation(
                        Set.of("graded"),
                        BigDecimal.valueOf(Long.MAX_VALUE),
                        List.of(),
                        List.of(),
                        false,
                        wall);
        return trial.run(
                target,
                scene -> enterWrong(scene),
                expected,
                (scene, breaches) -> {
                    if (!breaches.isEmpty()) {
                        throw new CorpusException(
                                "%s: nothing holds even for an honest wrong solution: %s"
                                        .formatted(name, words(breaches)));
                    }
                    checkControls(name, scene, control);
                    var score = Scores.of(scene.folders().out(), Evidence.HONEST);
                    clear(scene);
                    return new Baseline(score, wall);
                });
    }

    private static void enterWrong(Scene scene) throws IOException {
        var wrong = scene.assignment().resolve("wrong");
        Trees.copy(wrong, scene.members().resolve("attack"), text -> text);
    }

    /** A weak grader that gives all points to anyone would be no proof either. */
    private void checkControls(String name, Scene scene, Control control)
            throws CorpusException, SandboxException, InterruptedException {
        var used =
                corpus.attacks().stream()
                        .filter(attack -> attack.target().equals(name))
                        .flatMap(attack -> attack.kind().live().stream())
                        .collect(Collectors.toSet());
        for (var live : used) {
            var wrong = scene.members().resolve("attack");
            if (control.run(live, wrong, scene.assignment()) instanceof Result.Liveness.Won won) {
                throw new CorpusException(
                        "%s: the weak grader %s gives all points to an honest wrong solution: %s"
                                .formatted(name, live, won.how()));
            }
        }
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
                scene -> Handout.put(attack.folder(), scene.members(), scene.hostSecret()),
                expectation(attack, expected, baseline),
                (scene, breaches) -> {
                    var liveness = liveness(attack, scene, control);
                    clear(scene);
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
                expected.wall().orElse(baseline.wall()));
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

    private void clear(Scene scene) throws IOException {
        if (!keep) {
            Trees.remove(scene.folders().root());
        }
    }

    private static String words(List<Breach> breaches) {
        return breaches.stream()
                .map(breach -> breach.rule() + ": " + breach.what())
                .collect(Collectors.joining("; "));
    }

    /** Read scores out of reports. */
    private static final class Scores {

        private Scores() {}

        /** Return the score of the one submission that is not the one named. */
        static BigDecimal of(Path out, String other) throws IOException {
            var report =
                    new com.fasterxml.jackson.databind.ObjectMapper()
                            .readTree(out.resolve("class.json").toFile());
            for (var submission : report.path("submissions")) {
                if (!submission.path("id").asText().equals(other)) {
                    return submission.path("score").decimalValue();
                }
            }
            throw new IOException("class.json names no submission");
        }
    }
}
