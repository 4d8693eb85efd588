package gradebox.cli;

import gradebox.redteam.Attack;
import gradebox.redteam.Result;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Predicate;

/** Print what became of all attacks, by the part of grading that they aim at. */
final class RedteamTable {
    private static final String ROW = "%-10s %6s %8s %8s %8s %5s %8s %9s%n";

    private final Terminal.Look look;

    RedteamTable(Terminal.Look look) {
        this.look = look;
    }

    void print(List<Result> results, String engine, String image, PrintWriter out) {
        var rule = (look.unicode() ? "─" : "-").repeat(69);
        out.println("Attacks on gradebox, in sandboxes of " + engine + ", on " + image);
        out.println();
        out.printf(ROW, "", "tried", "stopped", "bounded", "flagged", "n/a", "broken", "live");
        out.println(rule);
        for (var stage : Attack.Stage.values()) {
            var some = of(results, result -> result.attack().kind().stage() == stage);
            if (!some.isEmpty()) {
                row(stage.word(), some, out);
            }
        }
        out.println(rule);
        row("all", results, out);
        out.println();
        bounded(results, out);
        broken(results, out);
        out.flush();
    }

    private static void row(String name, List<Result> results, PrintWriter out) {
        long asked = count(results, RedteamTable::isAsked);
        long won = count(results, result -> result.liveness() instanceof Result.Liveness.Won);
        out.printf(
                ROW,
                name,
                count(results, result -> !isNotApplicable(result)),
                count(results, result -> held(result, Attack.Promise.STOPPED)),
                count(results, result -> held(result, Attack.Promise.BOUNDED)),
                count(results, result -> held(result, Attack.Promise.FLAGGED)),
                count(results, RedteamTable::isNotApplicable),
                count(results, RedteamTable::isBroken),
                asked == 0 ? "" : won + " of " + asked);
    }

    /** What is not stopped is told, whatever else there is to tell. */
    private static void bounded(List<Result> results, PrintWriter out) {
        var some = of(results, result -> held(result) && !isStopped(result));
        some.forEach(
                result ->
                        out.printf(
                                "%s is %s: %s%n",
                                result.attack().name(),
                                RedteamWords.kind(result.outcome()),
                                result.attack().kind().bound()));
        if (!some.isEmpty()) {
            out.println();
        }
    }

    private void broken(List<Result> results, PrintWriter out) {
        var bad = of(results, result -> !result.isWell());
        if (bad.isEmpty()) {
            out.println("Nothing got through.");
            return;
        }
        var words = new RedteamWords(look);
        for (var result : bad) {
            out.println(
                    words.outcome(result)
                            + words.liveness(result)
                            + ": "
                            + result.attack().title());
            words.faults(result).forEach(fault -> out.println("    " + fault));
        }
    }

    private static boolean held(Result result, Attack.Promise promise) {
        return result.outcome() instanceof Result.Outcome.Held held && held.promise() == promise;
    }

    private static boolean held(Result result) {
        return result.outcome() instanceof Result.Outcome.Held;
    }

    private static boolean isStopped(Result result) {
        return result.attack().kind().promise() == Attack.Promise.STOPPED;
    }

    private static boolean isNotApplicable(Result result) {
        return result.outcome() instanceof Result.Outcome.NotApplicable;
    }

    private static boolean isBroken(Result result) {
        return result.outcome() instanceof Result.Outcome.Broken;
    }

    private static boolean isAsked(Result result) {
        return !(result.liveness() instanceof Result.Liveness.NotAsked);
    }

    private static List<Result> of(List<Result> results, Predicate<Result> which) {
        return results.stream().filter(which).toList();
    }

    private static long count(List<Result> results, Predicate<Result> which) {
        return results.stream().filter(which).count();
    }
}
