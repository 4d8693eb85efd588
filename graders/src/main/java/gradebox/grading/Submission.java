package gradebox.grading;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hold what one student, or one group, handed in.
 *
 * @param id names it in this run, and its folder in the output: letters, digits, {@code . _ -}, at
 *     most 100, unique without regard to case
 * @param source what it was read from, as a person would name it: a file or a folder inside an
 *     export
 * @param submitters who handed it in; empty where the source does not say
 * @param submittedAt when, where the source says so
 * @param platformId the submission's id on the course's platform, or the empty string
 * @param contents its files, or why there are none
 * @param late whether the platform says that it came after the due date
 */
public record Submission(
        String id,
        String source,
        List<Person> submitters,
        @Nullable Instant submittedAt,
        String platformId,
        Contents contents,
        boolean late) {

    public Submission {
        submitters = List.copyOf(submitters);
        if (!id.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException("not a submission's id: " + id);
        }
    }

    /** Hold one that no platform calls late. */
    public Submission(
            String id,
            String source,
            List<Person> submitters,
            @Nullable Instant submittedAt,
            String platformId,
            Contents contents) {
        this(id, source, submitters, submittedAt, platformId, contents, false);
    }

    /** Tell what there is to grade. */
    public sealed interface Contents {

        /**
         * Files, unpacked to a folder that only this run can reach. Regular files and folders only,
         * never a link; modes and owners are ours.
         *
         * @param root the folder
         * @param files every file in it, relative, with {@code /}, sorted
         * @param dropped what was left out as junk, each with why
         * @param digest SHA-256, in hex, over names and contents
         * @param uploaded the same of all that was handed in, before a folder that held everything
         *     was taken off
         */
        record Files(
                Path root, List<String> files, List<String> dropped, String digest, String uploaded)
                implements Contents {
            public Files {
                files = List.copyOf(files);
                dropped = List.copyOf(dropped);
            }

            /** Hold files that no folder was taken off. */
            public Files(Path root, List<String> files, List<String> dropped, String digest) {
                this(root, files, dropped, digest, digest);
            }
        }

        /**
         * An archive that cannot be opened, or that is refused: the student's own outcome, told as
         * {@code why}.
         */
        record Unreadable(String why) implements Contents {}

        /** Nothing: the roster names this person, and no submission does. */
        record Absent() implements Contents {}
    }
}
