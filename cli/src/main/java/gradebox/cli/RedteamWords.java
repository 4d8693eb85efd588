package gradebox.cli;

import gradebox.output.SafeText;
import gradebox.redteam.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Put what became of an attack into words. */
final class RedteamWords {
    private final Terminal.Look look;

    RedteamWords(Terminal.Look look) {
        this.look = look;
    }

    /** Return one line: a mark, the attack, and how it ended. */
    String outcome(Result result) {
        return "%s %-34s %s"
                .formatted(mark(result), result.attack().name(), kind(result.outcome()));
    }

    /** Return the word for how an attack ended. */
    static String kind(Result.Outcome outcome) {
        return switch (outcome) {
            case Result.Outcome.Held held -> held.promise().name().toLowerCase(Locale.ROOT);
            case Result.Outcome.NotApplicable not -> "not applicable";
            case Result.Outcome.Broken broken -> "GOT THROUGH";
        };
    }

    /** Return how it went against the weak grader, or nothing. */
    String liveness(Result result) {
        return switch (result.liveness()) {
            case Result.Liveness.NotAsked not -> "";
            case Result.Liveness.Won won -> ", live";
            case Result.Liveness.Lost lost -> ", NOT LIVE";
        };
    }

    /** Return all that is wrong, a line each. */
    List<String> faults(Result result) {
        var faults = new ArrayList<String>();
        if (result.outcome() instanceof Result.Outcome.Broken broken) {
            broken.breaches().forEach(breach -> faults.add(breach.rule() + ": " + breach.what()));
        }
        if (result.liveness() instanceof Result.Liveness.Lost lost) {
            faults.add("live: it does not even win against a weak grader: " + lost.how());
        }
        return faults.stream().map(SafeText::line).toList();
    }

    private String mark(Result result) {
        if (result.outcome() instanceof Result.Outcome.NotApplicable) {
            return look.unicode() ? "–" : "-";
        }
        return result.isWell() ? look.unicode() ? "✓" : "+" : look.unicode() ? "✗" : "x";
    }
}
