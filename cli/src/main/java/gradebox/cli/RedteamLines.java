package gradebox.cli;

import gradebox.redteam.RedteamListener;
import gradebox.redteam.Result;
import java.io.PrintWriter;

/** Say of each attack how it ended, as lines of messages. */
final class RedteamLines implements RedteamListener {
    private final PrintWriter err;
    private final RedteamWords words;
    private int attacks;
    private int ended;

    RedteamLines(PrintWriter err, Terminal.Look look) {
        this.err = err;
        this.words = new RedteamWords(look);
    }

    @Override
    public void measuring(int targets) {
        err.println("Measuring an honest wrong solution of " + count(targets, "target"));
    }

    @Override
    public void beginning(int attacks, int workers) {
        this.attacks = attacks;
        err.printf("Running %s, %d at a time%n", count(attacks, "attack"), workers);
    }

    @Override
    public void ended(Result result) {
        ended++;
        err.printf(
                "[%d/%d] %s%s  %s%n",
                ended,
                attacks,
                words.outcome(result),
                words.liveness(result),
                PlainProgress.time(result.time()));
        words.faults(result).forEach(fault -> err.println("    " + fault));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
