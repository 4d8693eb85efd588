package gradebox.run;

import gradebox.grading.Check;
import gradebox.grading.CheckResult;
import gradebox.grading.GraderReport;
import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Errored;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Outcome.MissingPackage;
import gradebox.grading.Outcome.Partial;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Skipped;
import gradebox.grading.Rubric;
import gradebox.output.Points;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turn the results of a submission's graders into the lines of its report: in the rubric's order,
 * then the checks that suites brought along, in theirs.
 *
 * <p>One that requires a check which did not earn all of its points is skipped, whatever its own
 * result, and so are those that require it in turn. A check without a result is our fault, never a
 * zero.
 */
public final class Scorer {
    private final Map<String, Check> checks = new LinkedHashMap<>();
    private final Map<String, CheckResult> results = new HashMap<>();
    private final Map<String, Outcome> decided = new HashMap<>();

    private Scorer(Rubric rubric, List<GraderReport> reports) {
        rubric.checks().forEach(check -> checks.put(check.id(), check));
        for (var report : reports) {
            report.discovered().forEach(check -> checks.putIfAbsent(check.id(), check));
            report.results().forEach(result -> results.put(result.check(), result));
        }
    }

    /** Return a submission's lines, each with its exact points. */
    public static List<Line> score(Rubric rubric, List<GraderReport> reports) {
        var scorer = new Scorer(rubric, reports);
        return scorer.checks.values().stream().map(scorer::line).toList();
    }

    /**
     * Tell whether a check will be skipped whatever its grader says, by the results that are known
     * so far.
     */
    static boolean isDecided(Check check, Rubric rubric, List<GraderReport> soFar) {
        return new Scorer(rubric, soFar).blocked(check, false, new ArrayList<>()).isPresent();
    }

    /** Return what an outcome earns of a check's points. */
    static BigDecimal points(Outcome outcome, BigDecimal points) {
        return switch (outcome) {
            case Passed passed -> points;
            case Partial partial -> Points.plain(points.multiply(partial.fraction()));
            case Failed failed -> BigDecimal.ZERO;
            case Skipped skipped -> BigDecimal.ZERO;
            case MissingPackage missing -> BigDecimal.ZERO;
            case Errored errored -> BigDecimal.ZERO;
        };
    }

    private Line line(Check check) {
        var outcome = outcome(check, new ArrayList<>());
        var result = results.get(check.id());
        return new Line(
                check,
                outcome,
                points(outcome, check.points()),
                result == null ? Duration.ZERO : result.time(),
                result == null ? List.of() : result.flags());
    }

    private Outcome outcome(Check check, List<String> path) {
        var known = decided.get(check.id());
        if (known != null) {
            return known;
        }
        var outcome = blocked(check, true, path).orElseGet(() -> own(check));
        decided.put(check.id(), outcome);
        return outcome;
    }

    /** Find a required check that did not pass; one without a result counts only if asked to. */
    private Optional<Outcome> blocked(Check check, boolean complete, List<String> path) {
        if (path.contains(check.id())) {
            throw new IllegalStateException("checks require each other: " + path);
        }
        var longer = new ArrayList<>(path);
        longer.add(check.id());
        for (var id : check.requires()) {
            var required = checks.get(id);
            if (required == null) {
                throw new IllegalStateException(check.id() + " requires an unknown check, " + id);
            }
            boolean failed =
                    complete
                            ? !outcome(required, longer).earnsAll()
                            : blocked(required, false, longer).isPresent() || ranInVain(required);
            if (failed) {
                return Optional.of(new Skipped("“" + required.title() + "” did not pass."));
            }
        }
        return Optional.empty();
    }

    private boolean ranInVain(Check check) {
        var result = results.get(check.id());
        return result != null && !result.outcome().earnsAll();
    }

    private Outcome own(Check check) {
        var result = results.get(check.id());
        return result == null
                ? new Errored(Fault.MACHINE, "The grader returned no result for this check.")
                : result.outcome();
    }
}
