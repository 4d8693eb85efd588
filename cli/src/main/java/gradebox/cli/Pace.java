package gradebox.cli;

import gradebox.assignments.Assignment;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fit an assignment's time limits to a machine: they are meant for as many processors as a sandbox
 * is promised.
 *
 * @param processors that all sandboxes together can have
 * @param within how long one submission may take, whatever its assignment says, or null
 */
record Pace(double processors, @Nullable Duration within) {
    private static final int MILLIS = 1000;

    /** Return the assignment with the limits that are fair here. */
    Assignment fit(Assignment assignment) {
        var all = longer(assignment, assignment.limits().wall());
        if (within != null && all.compareTo(within) > 0) {
            all = within;
        }
        return assignment.withTime(all, longer(assignment, assignment.perCheck()));
    }

    private double factor(Assignment assignment) {
        return Math.max(1, assignment.limits().cpus() / processors);
    }

    private Duration longer(Assignment assignment, Duration limit) {
        return Duration.ofMillis(Math.round(limit.toMillis() * factor(assignment)));
    }

    /** Say what is different, if anything is. */
    Optional<String> note(Assignment assignment) {
        var fitted = fit(assignment);
        if (fitted.equals(assignment)) {
            return Optional.empty();
        }
        return Optional.of(
                "sandboxes have %.2f of the %.2f processors that the assignment means: %s s for a check, %s s for all of them"
                        .formatted(
                                Math.min(processors, assignment.limits().cpus()),
                                assignment.limits().cpus(),
                                seconds(fitted.perCheck()),
                                seconds(fitted.limits().wall())));
    }

    private static String seconds(Duration time) {
        return time.toMillis() % MILLIS == 0
                ? "" + time.toSeconds()
                : "%.1f".formatted(time.toMillis() / (double) MILLIS);
    }
}
