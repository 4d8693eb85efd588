package gradebox.output;

import gradebox.grading.ClassReport;
import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.SubmissionReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Hold what is true of a class as a whole.
 *
 * @param standings how many submissions stand how; every standing is there
 * @param scores of the graded submissions, from the lowest to the highest
 * @param missingPackages by the package's name, the ids of the submissions that need it
 * @param flags what staff should look at
 */
record ClassSummary(
        Map<Standing, Integer> standings,
        List<BigDecimal> scores,
        Map<String, List<String>> missingPackages,
        List<Flag> flags) {

    private static final int NAME = 100;

    /**
     * Hold what was flagged in one submission, so that no submission can crowd out the others.
     *
     * @param checks the checks that were flagged
     * @param text what was said of the first
     */
    record Flag(String submission, List<String> checks, String text) {
        Flag {
            checks = List.copyOf(checks);
        }
    }

    static ClassSummary of(ClassReport report) {
        return new ClassSummary(
                standings(report), scores(report), missingPackages(report), flags(report));
    }

    /** Return the graded submissions' mean score, to two decimals. */
    Optional<BigDecimal> mean() {
        return scores.isEmpty() ? Optional.empty() : Optional.of(mean(scores));
    }

    /** Return the graded submissions' median score, to two decimals. */
    Optional<BigDecimal> median() {
        int upper = scores.size() / 2;
        int lower = (scores.size() - 1) / 2;
        return scores.isEmpty()
                ? Optional.empty()
                : Optional.of(mean(List.of(scores.get(lower), scores.get(upper))));
    }

    private static BigDecimal mean(List<BigDecimal> scores) {
        BigDecimal sum = scores.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.divide(BigDecimal.valueOf(scores.size()), 2, RoundingMode.HALF_EVEN);
    }

    private static Map<Standing, Integer> standings(ClassReport report) {
        var standings = new EnumMap<Standing, Integer>(Standing.class);
        for (Standing standing : Standing.values()) {
            standings.put(standing, 0);
        }
        report.reports().forEach(one -> standings.merge(Standing.of(one), 1, Integer::sum));
        return standings;
    }

    private static List<BigDecimal> scores(ClassReport report) {
        return report.reports().stream()
                .filter(one -> Standing.of(one) == Standing.GRADED)
                .flatMap(one -> one.score().stream())
                .sorted()
                .toList();
    }

    private static Map<String, List<String>> missingPackages(ClassReport report) {
        var missing = new TreeMap<String, List<String>>();
        for (SubmissionReport one : report.reports()) {
            for (String module : missingPackages(one)) {
                missing.computeIfAbsent(module, name -> new ArrayList<>())
                        .add(one.submission().id());
            }
        }
        return missing;
    }

    /** Return the packages that one submission needs and the image does not have, by name. */
    static TreeSet<String> missingPackages(SubmissionReport report) {
        var modules = new TreeSet<String>();
        for (Line line : report.lines()) {
            if (line.outcome() instanceof Outcome.MissingPackage missing) {
                modules.add(SafeText.line(missing.module(), NAME));
            }
        }
        return modules;
    }

    private static List<Flag> flags(ClassReport report) {
        var flags = new ArrayList<Flag>();
        for (SubmissionReport one : report.reports()) {
            var flagged = one.lines().stream().filter(line -> !line.flags().isEmpty()).toList();
            if (!flagged.isEmpty()) {
                var checks = flagged.stream().map(line -> line.check().id()).toList();
                String text = flagged.getFirst().flags().getFirst();
                flags.add(new Flag(one.submission().id(), checks, text));
            }
        }
        return flags;
    }
}
