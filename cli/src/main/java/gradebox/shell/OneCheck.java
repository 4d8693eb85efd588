package gradebox.shell;

import gradebox.assignments.Assignment;
import gradebox.grading.Check;
import gradebox.grading.Rubric;
import java.util.HashSet;
import java.util.Set;

/**
 * Narrow an assignment to what one check needs: its grader, whole, since a suite is one, and those
 * of the checks that must have passed first.
 */
public final class OneCheck {
    private OneCheck() {}

    /**
     * Return the assignment with those graders only.
     *
     * @param check an id, {@code grader/name}; a suite may have brought it along
     * @throws IllegalArgumentException if no grader of the assignment makes it
     */
    public static Assignment of(Assignment assignment, String check) {
        var grader = check.substring(0, Math.max(0, check.indexOf('/')));
        if (assignment.graders().stream().noneMatch(one -> one.id().equals(grader))) {
            throw new IllegalArgumentException("no grader makes " + check);
        }
        var wanted = new HashSet<>(Set.of(grader));
        while (addRequired(assignment.rubric(), wanted)) {}
        return assignment
                .withGraders(
                        assignment.graders().stream()
                                .filter(one -> wanted.contains(one.id()))
                                .toList())
                .withRubric(
                        new Rubric(
                                assignment.rubric().checks().stream()
                                        .filter(one -> wanted.contains(one.grader()))
                                        .toList()));
    }

    /** Add the graders of what is required; return whether there were more. */
    private static boolean addRequired(Rubric rubric, Set<String> graders) {
        var required =
                rubric.checks().stream()
                        .filter(check -> graders.contains(check.grader()))
                        .flatMap(check -> check.requires().stream())
                        .flatMap(id -> rubric.find(id).stream())
                        .map(Check::grader)
                        .toList();
        return graders.addAll(required);
    }
}
