package gradebox.grading;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Hold the result of one submission.
 *
 * @param submission what was graded
 * @param lines in the rubric's order
 * @param measurements the metrics behind them
 * @param leaderboard what goes on the leaderboard
 * @param notes what a reader of the result should know
 * @param log what the student's processes wrote, capped; for staff
 * @param time how long all of it took
 * @param provenance what it was graded with: digests of submission, assignment and image, seeds,
 *     devices, versions
 */
public record SubmissionReport(
        Submission submission,
        List<Line> lines,
        List<Measurement> measurements,
        List<LeaderboardEntry> leaderboard,
        List<String> notes,
        String log,
        Duration time,
        Map<String, String> provenance) {

    public SubmissionReport {
        lines = List.copyOf(lines);
        measurements = List.copyOf(measurements);
        leaderboard = List.copyOf(leaderboard);
        notes = List.copyOf(notes);
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
    }

    /**
     * Return this as whoever sees some of its checks only may read it: no more lines, points,
     * metrics or words than theirs.
     */
    public SubmissionReport showing(Predicate<Check> seen) {
        var shown = lines.stream().filter(line -> seen.test(line.check())).toList();
        var ids = shown.stream().map(line -> line.check().id()).collect(Collectors.toSet());
        return new SubmissionReport(
                submission,
                shown,
                measurements.stream().filter(one -> ids.contains(one.metric())).toList(),
                List.of(),
                List.of(),
                "",
                time,
                provenance);
    }

    /**
     * Return the score; empty where a check errored: such a submission has no score, and must be
     * graded again.
     */
    public Optional<BigDecimal> score() {
        if (lines.stream().anyMatch(line -> line.outcome() instanceof Outcome.Errored)) {
            return Optional.empty();
        }
        return Optional.of(
                lines.stream().map(Line::score).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** Return what a submission without a fault earns, bonuses aside. */
    public BigDecimal points() {
        return lines.stream()
                .map(line -> line.check().points())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
