package gradebox.grading;

import java.math.BigDecimal;
import java.util.List;

/**
 * Describe one line of the rubric.
 *
 * @param id {@code grader/name}
 * @param title what students and staff read
 * @param points what it is worth, at least 0
 * @param number how it is numbered: {@code 1.2}; the empty string leaves that to its place
 * @param visibility when a student sees it
 * @param tags Gradescope's tags
 * @param requires ids of checks that must have passed first; otherwise this one is skipped
 */
public record Check(
        String id,
        String title,
        BigDecimal points,
        String number,
        Visibility visibility,
        List<String> tags,
        List<String> requires) {

    public Check {
        tags = List.copyOf(tags);
        requires = List.copyOf(requires);
        if (points.signum() < 0) {
            throw new IllegalArgumentException("points are at least 0: " + points);
        }
    }

    /** Return the id of the grader that makes this check. */
    public String grader() {
        return id.substring(0, Math.max(0, id.indexOf('/')));
    }

    /** Return what the grader itself calls this check. */
    public String name() {
        return id.substring(id.indexOf('/') + 1);
    }
}
