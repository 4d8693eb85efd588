package gradebox.assignments;

import java.util.Set;

/**
 * Check that graders of the types named are installed, and that each gives points.
 *
 * @param types the types that are
 */
record GraderChecks(Set<String> types) implements SemanticCheck {

    @Override
    public void check(Place root, Problems problems) {
        var checks =
                root.at("rubric").members().stream().map(line -> line.at("check").text()).toList();
        if (!root.at("graders").node().isObject()) {
            return;
        }
        for (var grader : root.at("graders").members()) {
            checkType(grader.at("type"), problems);
            String prefix = grader.key() + "/";
            boolean isUsed = checks.stream().anyMatch(id -> id.startsWith(prefix));
            if (!isUsed && !bringsItsChecks(grader)) {
                problems.addAtKey(
                        grader,
                        "no line of the rubric is `%s...`; add one, with points: 0 if need be, or drop the grader"
                                .formatted(prefix));
            }
        }
    }

    private void checkType(Place type, Problems problems) {
        if (!type.text().isEmpty() && !types.contains(type.text())) {
            problems.add(
                    type,
                    "no grader of type `%s` is installed%s (installed: %s)"
                            .formatted(
                                    type.text(),
                                    ClosestMatch.hint(type.text(), types),
                                    String.join(", ", types.stream().sorted().toList())));
        }
    }

    /** Tell whether a grader's suite has points of its own. */
    static boolean bringsItsChecks(Place grader) {
        return grader.at("type").text().equals("pytest")
                && grader.at("isolation").text().equals("in-process");
    }
}
