package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.redteam.Result;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedteamTableTest {

    private static String table(Result... results) {
        var text = new StringWriter();
        var look = new Terminal.Look(100, false, false);
        new RedteamTable(look)
                .print(List.of(results), "bubblewrap", "my/image", new PrintWriter(text));
        return text.toString();
    }

    @Test
    void countsEachSortOnceAndNamesWhatIsNotStopped() {
        assertThat(
                        table(
                                RedteamResults.STOPPED,
                                RedteamResults.BOUNDED,
                                RedteamResults.NOT_APPLICABLE,
                                RedteamResults.LIVE))
                .isEqualTo(
                        """
                        Attacks on gradebox, in sandboxes of bubblewrap, on my/image

                                    tried  stopped  bounded  flagged   n/a   broken      live
                        ---------------------------------------------------------------------
                        intake          1        1        0        0     0        0         \s
                        execution       1        0        1        0     1        0         \s
                        score           1        1        0        0     0        0    1 of 1
                        ---------------------------------------------------------------------
                        all             3        2        1        0     1        0    1 of 1

                        51-counters is bounded: a few bits a second

                        Nothing got through.
                        """);
    }

    @Test
    void whatGotThroughIsListedWithEveryBreach() {
        assertThat(table(RedteamResults.STOPPED, RedteamResults.BROKEN))
                .doesNotContain("Nothing got through")
                .contains("output          1        0        0        0     0        1    1 of 1")
                .contains("GOT THROUGH, live: Title of 85-pickles")
                .contains("    score: it scores 6\n    time: late\n");
    }

    @Test
    void aTrickThatWinsNowhereIsListedAndItsWordsAreMadeHarmless() {
        assertThat(table(RedteamResults.LIVE, RedteamResults.NOT_LIVE))
                .doesNotContain("Nothing got through")
                .contains("1 of 2")
                .contains("stopped, NOT LIVE: Title of 66-twice")
                .contains("live: it does not even win against a weak grader: refused:")
                .doesNotContain("\u001b");
    }
}
