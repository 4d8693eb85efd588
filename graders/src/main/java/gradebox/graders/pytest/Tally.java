package gradebox.graders.pytest;

import gradebox.grading.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Count up one check: a test function with all its parameter sets. It passes when each of them has
 * passed; the first that fails decides.
 */
final class Tally {
    private final TestKey key;
    private final Set<String> expected = new HashSet<>();
    private final Set<String> done = new HashSet<>();
    private final List<String> flags = new ArrayList<>();
    private SuiteTest test;
    private Duration time = Duration.ZERO;
    private @Nullable Outcome outcome;

    Tally(SuiteTest test) {
        this.key = test.key();
        this.test = test;
    }

    TestKey key() {
        return key;
    }

    /** Return what is known of the function. */
    SuiteTest test() {
        return test;
    }

    /**
     * Hear of a parameter set. What the source says of the function holds, since it was read before
     * any student byte ran; unless the source does not say all.
     */
    void expect(SuiteTest heard) {
        if (expected.isEmpty() && !test.about().path("sure").asBoolean(false)) {
            test = heard;
        }
        expected.add(heard.id());
    }

    /** Tell whether a parameter set is to run. */
    boolean wants(String id) {
        return !failed() && !done.contains(id);
    }

    private boolean isComplete() {
        return failed() || (!expected.isEmpty() && done.containsAll(expected));
    }

    /** Tell whether a parameter set that pytest has found is still to run. */
    boolean isWaiting() {
        return !failed() && !done.containsAll(expected);
    }

    private boolean failed() {
        return outcome != null && rank(outcome) == 0;
    }

    /** Return what is left of the time that the check may take. */
    Duration left(Duration limit) {
        var left = limit.minus(time);
        return left.isPositive() ? left : Duration.ZERO;
    }

    void record(SuiteTest run, Outcome result, Duration took) {
        done.add(run.id());
        time = time.plus(took);
        var told = run.parameter().isEmpty() ? result : named(run.parameter(), result);
        var before = outcome;
        if (before == null || isWorse(told, before)) {
            outcome = told;
        }
    }

    void flag(String flag) {
        flags.add(flag);
    }

    /** Decide a check some of which never ran. */
    void giveUp(Outcome result) {
        if (!isComplete()) {
            outcome = result;
            done.addAll(expected);
        }
    }

    /** Return how the check ended; what it was given up with, if it never ran. */
    Outcome outcome(Outcome neverRan) {
        var known = outcome;
        return known == null || !isComplete() ? neverRan : known;
    }

    Duration time() {
        return time;
    }

    List<String> flags() {
        return List.copyOf(flags);
    }

    private static boolean isWorse(Outcome one, Outcome other) {
        if (one instanceof Outcome.Partial a && other instanceof Outcome.Partial b) {
            return a.fraction().compareTo(b.fraction()) < 0;
        }
        return rank(one) < rank(other);
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> 0;
            case Outcome.MissingPackage missing -> 0;
            case Outcome.Errored errored -> 0;
            case Outcome.Skipped skipped -> 1;
            case Outcome.Partial partial -> partial.earnsAll() ? 4 : 2;
            case Outcome.Passed passed -> 3;
        };
    }

    /** Say which parameter set it was. */
    private static Outcome named(String parameter, Outcome outcome) {
        String prefix = "[" + parameter + "] ";
        return switch (outcome) {
            case Outcome.Failed failed ->
                    new Outcome.Failed(failed.reason(), prefix + failed.feedback());
            case Outcome.Skipped skipped -> new Outcome.Skipped(prefix + skipped.because());
            case Outcome.Errored errored ->
                    new Outcome.Errored(errored.fault(), prefix + errored.cause());
            case Outcome.Partial partial ->
                    new Outcome.Partial(partial.fraction(), prefix + partial.feedback());
            case Outcome.MissingPackage missing -> missing;
            case Outcome.Passed passed -> passed;
        };
    }
}
