package gradebox.grading;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * List what an assignment gives points for, in the order in which it is reported.
 *
 * @param checks each id once
 */
public record Rubric(List<Check> checks) {

    public Rubric {
        checks = List.copyOf(checks);
        var seen = new HashSet<String>();
        for (var check : checks) {
            if (!seen.add(check.id())) {
                throw new IllegalArgumentException("the rubric names " + check.id() + " twice");
            }
        }
    }

    public Optional<Check> find(String id) {
        return checks.stream().filter(check -> check.id().equals(id)).findFirst();
    }

    /** Return the checks of one grader, in order. */
    public List<Check> of(String grader) {
        return checks.stream().filter(check -> check.grader().equals(grader)).toList();
    }

    public BigDecimal points() {
        return checks.stream().map(Check::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
