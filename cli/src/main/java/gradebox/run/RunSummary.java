package gradebox.run;

import gradebox.grading.ClassReport;
import java.util.List;

/**
 * Hold what came of a run.
 *
 * @param report every result that is known, ordered by id
 * @param reused ids of those that were not graded again
 * @param left ids of those that were not graded
 * @param end why it ended
 */
public record RunSummary(ClassReport report, List<String> reused, List<String> left, End end) {

    public RunSummary {
        reused = List.copyOf(reused);
        left = List.copyOf(left);
    }

    /** Say why a run ended. */
    public sealed interface End {

        /** Everything is graded. */
        record Completed() implements End {}

        /** Somebody stopped it. */
        record Interrupted() implements End {}

        /** No sandbox can be had, or none any more. */
        record EngineLost(String why) implements End {}

        /** There is no room for results. */
        record DiskFull(String why) implements End {}
    }
}
