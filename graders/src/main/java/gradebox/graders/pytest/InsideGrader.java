package gradebox.graders.pytest;

import gradebox.grading.Check;
import gradebox.grading.CheckResult;
import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderReport;
import gradebox.grading.LeaderboardEntry;
import gradebox.grading.Submission;
import gradebox.grading.Threshold;
import gradebox.grading.Visibility;
import gradebox.grading.Workbench;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.SandboxException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Run a suite that imports submissions. With no line of the rubric for it, the suite's own tests
 * are the checks: with gradescope-utils' weights, where any test has one (a test without one then
 * gives no points, as there), and otherwise one point each.
 */
final class InsideGrader implements Grader {
    static final String NOTE =
            "graded in the student's own process: the suite can be forged by the submission";

    private static final int MOST_VALUE = 100;

    private final GraderDefinition definition;
    private final Suite suite;

    InsideGrader(GraderDefinition definition, Suite suite) {
        this.definition = definition;
        this.suite = suite;
    }

    @Override
    public GraderReport grade(Submission submission, Workbench bench)
            throws SandboxException, InterruptedException {
        var budget = bench.budget();
        long started = System.nanoTime();
        var overall = Deadline.after(budget.left());
        var kind = new InsideSuite(definition, suite, bench, submission, overall);
        var run = new SuiteRun(kind, bench.perCheck(), overall);
        try (var process = kind.start()) {
            run.run(process);
        }
        budget.spend(Duration.ofNanos(System.nanoTime() - started));
        var board = leaderboard(run, kind.leaderboard());
        return definition.checks().isEmpty() ? discovered(run, board) : named(run, board);
    }

    private GraderReport named(SuiteRun run, List<LeaderboardEntry> board) {
        var results = new ArrayList<CheckResult>();
        for (Check check : definition.checks()) {
            var tally =
                    run.tallies().stream()
                            .filter(one -> one.key().forms().contains(check.name()))
                            .findFirst();
            results.add(
                    tally.map(one -> result(check, run, one))
                            .orElseGet(
                                    () ->
                                            new CheckResult(
                                                    check.id(),
                                                    run.neverRan(Optional.empty()),
                                                    Duration.ZERO)));
        }
        return report(results, List.of(), board, run);
    }

    private static CheckResult result(Check check, SuiteRun run, Tally tally) {
        return new CheckResult(check.id(), run.outcome(tally), tally.time(), tally.flags());
    }

    private GraderReport discovered(SuiteRun run, List<LeaderboardEntry> board) {
        var checks = checks(run.tallies());
        if (checks.isEmpty()) {
            return nothing(run);
        }
        var results = new ArrayList<CheckResult>();
        checks.forEach((tally, check) -> results.add(result(check, run, tally)));
        return report(results, List.copyOf(checks.values()), board, run);
    }

    /** Report a suite of which not even one test is known. */
    private GraderReport nothing(SuiteRun run) {
        var check =
                new Check(
                        definition.id() + "/suite",
                        "The tests of " + definition.id() + " run",
                        BigDecimal.ZERO,
                        "",
                        Visibility.VISIBLE,
                        List.of(),
                        List.of());
        var result = new CheckResult(check.id(), run.neverRan(Optional.empty()), Duration.ZERO);
        return report(List.of(result), List.of(check), List.of(), run);
    }

    private static GraderReport report(
            List<CheckResult> results,
            List<Check> discovered,
            List<LeaderboardEntry> board,
            SuiteRun run) {
        return new GraderReport(results, discovered, List.of(), board, List.of(NOTE), run.log());
    }

    private Map<Tally, Check> checks(List<Tally> tallies) {
        boolean weighted = tallies.stream().anyMatch(tally -> tally.test().about().has("weight"));
        var keys = tallies.stream().map(Tally::key).toList();
        var checks = new LinkedHashMap<Tally, Check>();
        for (var tally : tallies) {
            checks.put(tally, check(tally, keys, weighted));
        }
        return checks;
    }

    private Check check(Tally tally, List<TestKey> keys, boolean weighted) {
        var about = tally.test().about();
        String name = tally.key().nameAmong(keys);
        String title = about.path("title").asText();
        var weight = InsideScore.number(about.path("weight")).map(BigDecimal.ZERO::max);
        var tags = new ArrayList<String>();
        about.path("tags").forEach(tag -> tags.add(tag.asText()));
        return new Check(
                definition.id() + "/" + name,
                title.isEmpty() ? name : title,
                weight.orElse(weighted ? BigDecimal.ZERO : BigDecimal.ONE),
                about.path("number").asText(),
                visibility(about.path("visibility").asText()),
                tags,
                List.of());
    }

    private static Visibility visibility(String word) {
        return Arrays.stream(Visibility.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElse(Visibility.VISIBLE);
    }

    private static List<LeaderboardEntry> leaderboard(SuiteRun run, Map<TestKey, String> values) {
        var entries = new ArrayList<LeaderboardEntry>();
        for (var tally : run.tallies()) {
            var value = values.get(tally.key());
            String column = tally.test().about().path("column").asText();
            if (value != null && !column.isEmpty()) {
                var better =
                        tally.test().about().path("order").asText().equals("asc")
                                ? Threshold.Direction.LOWER
                                : Threshold.Direction.HIGHER;
                String shown = value.length() > MOST_VALUE ? value.substring(0, MOST_VALUE) : value;
                entries.add(new LeaderboardEntry(column, shown, better));
            }
        }
        return entries;
    }

    @Override
    public void close() {
        suite.close();
    }
}
