package gradebox.assignments.intake;

import gradebox.grading.Person;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hold a submission before its id is given and its files are copied.
 *
 * @param name what its id is made of
 * @param source what it was read from, for people
 * @param submitters who handed it in
 * @param submittedAt when, where the source says so
 * @param platformId its id on the platform, or the empty string
 * @param late whether the platform says that it came late
 * @param material where its files are
 */
record Draft(
        String name,
        String source,
        List<Person> submitters,
        @Nullable Instant submittedAt,
        String platformId,
        boolean late,
        Material material) {

    Draft {
        submitters = List.copyOf(submitters);
    }

    /** A submission of which nothing is known but where its files are. */
    static Draft nameless(String name, String source, Material material) {
        return new Draft(name, source, List.of(), null, "", false, material);
    }

    Draft by(List<Person> people) {
        return new Draft(name, source, people, submittedAt, platformId, late, material);
    }
}
