package gradebox.assignments;

import java.util.HashSet;

/** Check that the leaderboard shows metrics that are measured. */
record LeaderboardChecks() implements SemanticCheck {

    @Override
    public void check(Place root, Problems problems) {
        var metrics =
                root.at("graders").members().stream()
                        .filter(grader -> grader.at("type").text().equals("model"))
                        .map(grader -> grader.key() + "/" + grader.at("metric").at("name").text())
                        .toList();
        var names = new HashSet<String>();
        for (var entry : root.at("leaderboard").members()) {
            String metric = entry.at("metric").text();
            if (!metric.isEmpty() && !metrics.contains(metric)) {
                problems.add(
                        entry.at("metric"),
                        "no model grader measures `%s`%s"
                                .formatted(metric, ClosestMatch.hint(metric, metrics)));
            }
            var name = entry.at("name");
            if (!name.text().isEmpty() && !names.add(name.text())) {
                problems.add(name, "`" + name.text() + "` names two columns; rename one");
            }
        }
    }
}
