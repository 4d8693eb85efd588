package gradebox.grading;

import java.util.List;

/**
 * Hold what one grader found out about one submission.
 *
 * @param results one for each check of the rubric that is this grader's, and for each further one
 *     that its suite brought along
 * @param discovered the checks that the suite itself defines (its weights, numbers and
 *     visibilities); empty where the rubric defines all
 * @param measurements the metrics behind them
 * @param leaderboard what the suite itself put on the leaderboard
 * @param notes what a reader of the result should know: the isolation was weaker, the reference
 *     passes where the suite broke
 * @param log what the student's processes wrote, capped
 */
public record GraderReport(
        List<CheckResult> results,
        List<Check> discovered,
        List<Measurement> measurements,
        List<LeaderboardEntry> leaderboard,
        List<String> notes,
        String log) {

    public GraderReport {
        results = List.copyOf(results);
        discovered = List.copyOf(discovered);
        measurements = List.copyOf(measurements);
        leaderboard = List.copyOf(leaderboard);
        notes = List.copyOf(notes);
    }

    public GraderReport(List<CheckResult> results, String log) {
        this(results, List.of(), List.of(), List.of(), List.of(), log);
    }
}
