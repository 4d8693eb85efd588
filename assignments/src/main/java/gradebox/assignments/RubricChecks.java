package gradebox.assignments;

import java.util.LinkedHashMap;
import java.util.Map;

/** Check that the rubric names graders that are there, and each check once. */
record RubricChecks() implements SemanticCheck {

    @Override
    public void check(Place root, Problems problems) {
        var lines = lines(root, problems);
        var graders = root.at("graders").members().stream().map(Place::key).toList();
        for (var line : lines.values()) {
            String id = line.at("check").text();
            String grader = id.substring(0, Math.max(0, id.indexOf('/')));
            if (!grader.isEmpty() && !graders.contains(grader)) {
                problems.add(
                        line.at("check"),
                        "there is no grader `%s` under graders%s"
                                .formatted(grader, ClosestMatch.hint(grader, graders)));
            }
            checkRequired(line, lines, problems);
        }
        new RequirementCircles(lines, problems).check();
        checkThereArePoints(root, problems);
    }

    private static Map<String, Place> lines(Place root, Problems problems) {
        var lines = new LinkedHashMap<String, Place>();
        for (var line : root.at("rubric").members()) {
            var id = line.at("check");
            var earlier = id.text().isEmpty() ? null : lines.putIfAbsent(id.text(), line);
            if (earlier != null) {
                problems.add(
                        id,
                        "`%s` stands in line %d already; keep one"
                                .formatted(id.text(), earlier.at("check").position().line()));
            }
        }
        return lines;
    }

    private static void checkRequired(Place line, Map<String, Place> lines, Problems problems) {
        for (var required : line.at("requires").members()) {
            String id = required.text();
            if (!id.isEmpty() && !lines.containsKey(id)) {
                problems.add(
                        required,
                        "no line of the rubric is `%s`%s"
                                .formatted(id, ClosestMatch.hint(id, lines.keySet())));
            }
        }
    }

    private static void checkThereArePoints(Place root, Problems problems) {
        boolean suitesBringChecks =
                root.at("graders").members().stream().anyMatch(GraderChecks::bringsItsChecks);
        if (root.at("rubric").members().isEmpty() && !suitesBringChecks) {
            problems.addAtKey(
                    root.at("rubric"), "nothing gives points; list at least one check here");
        }
    }
}
