package gradebox.cli;

import gradebox.run.RunSummary;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Say what a run comes to, for whoever started it and for their scripts.
 *
 * @param failUnder the least score that is well, or null
 */
record Conclusion(RunSummary summary, @Nullable BigDecimal failUnder) {

    /** Say what is left to do, and return what to exit with. */
    ExitCode tell(PrintWriter err) {
        if (summary.end() instanceof RunSummary.End.EngineLost lost) {
            err.println("gradebox: " + lost.why());
        }
        if (summary.end() instanceof RunSummary.End.DiskFull full) {
            err.println("gradebox: " + full.why());
        }
        var left = summary.left();
        if (!left.isEmpty()) {
            err.println("%d not graded: %s".formatted(left.size(), String.join(", ", left)));
            err.println("The same command continues with them; finished results stay.");
        }
        return ExitCode.of(codes());
    }

    private Set<ExitCode> codes() {
        var codes = EnumSet.noneOf(ExitCode.class);
        switch (summary.end()) {
            case RunSummary.End.Completed completed -> {}
            case RunSummary.End.Interrupted interrupted -> codes.add(ExitCode.INTERRUPTED);
            case RunSummary.End.EngineLost lost -> codes.add(ExitCode.NO_ENGINE);
            case RunSummary.End.DiskFull full -> codes.add(ExitCode.NO_ENGINE);
        }
        if (!summary.report().withoutScore().isEmpty()) {
            codes.add(ExitCode.WITHOUT_SCORE);
        }
        if (failUnder != null && anyUnder(failUnder)) {
            codes.add(ExitCode.BELOW_LIMIT);
        }
        return codes;
    }

    private boolean anyUnder(BigDecimal limit) {
        return summary.report().reports().stream()
                .flatMap(report -> report.score().stream())
                .anyMatch(score -> score.compareTo(limit) < 0);
    }
}
