package gradebox.output;

import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.SubmissionReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Say what stands out in a submission's result. */
final class Remarks {

    private Remarks() {}

    /**
     * Return the remarks, the gravest first, joined; empty where nothing stands out. As hostile as
     * what it was made from.
     */
    static String of(SubmissionReport report) {
        var remarks = new ArrayList<String>();
        switch (Standing.of(report)) {
            case NO_SCORE -> remarks.add("no score: " + why(report));
            case ABSENT -> remarks.add("nothing handed in");
            case UNREADABLE -> remarks.add("unreadable: " + why(report));
            case GRADED -> remarks.addAll(failures(report.lines()));
        }
        var packages = ClassSummary.missingPackages(report);
        if (!packages.isEmpty()) {
            remarks.add("needs " + String.join(", ", packages));
        }
        long flags = report.lines().stream().filter(line -> !line.flags().isEmpty()).count();
        if (flags > 0) {
            remarks.add(checks(flags) + " flagged");
        }
        return String.join("; ", remarks);
    }

    private static String why(SubmissionReport report) {
        return ClassJson.whyNot(report).map(Remarks::firstLine).orElse("unknown");
    }

    private static List<String> failures(List<Line> lines) {
        var counts = new EnumMap<Outcome.Reason, Integer>(Outcome.Reason.class);
        for (Line line : lines) {
            if (line.outcome() instanceof Outcome.Failed failed) {
                counts.merge(failed.reason(), 1, Integer::sum);
            }
        }
        counts.remove(Outcome.Reason.WRONG);
        var answered = lines.stream().filter(line -> !(line.outcome() instanceof Outcome.Skipped));
        boolean isAll = counts.size() == 1 && counts.containsValue((int) answered.count());
        return isAll ? List.of(all(counts, lines)) : some(counts);
    }

    private static String all(Map<Outcome.Reason, Integer> counts, List<Line> lines) {
        Outcome.Reason reason = counts.keySet().iterator().next();
        String feedback =
                lines.stream()
                        .map(Line::outcome)
                        .filter(Outcome.Failed.class::isInstance)
                        .map(OutcomeText::feedback)
                        .findFirst()
                        .orElse("");
        return "every check " + words(reason) + ": " + firstLine(feedback);
    }

    private static List<String> some(Map<Outcome.Reason, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> checks(entry.getValue()) + " " + words(entry.getKey()))
                .toList();
    }

    private static String checks(long count) {
        return count == 1 ? "1 check" : count + " checks";
    }

    private static String words(Outcome.Reason reason) {
        return switch (reason) {
            case WRONG -> "answered wrongly";
            case RAISED -> "raised";
            case TIMED_OUT -> "timed out";
            case OUT_OF_MEMORY -> "ran out of memory";
            case OUT_OF_GPU_MEMORY -> "ran out of GPU memory";
            case CRASHED -> "crashed";
            case VIOLATION -> "broke the protocol";
            case MISSING -> "missed a file or a name";
            case UNREADABLE -> "could not be opened";
        };
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("");
    }
}
