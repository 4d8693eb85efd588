package gradebox.assignments.intake;

import gradebox.assignments.Assignment;
import gradebox.sandbox.archive.ArchiveKind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Say what to expect of submissions.
 *
 * @param required files that a submission must hold, relative, with {@code /}
 * @param optional files that it may hold
 * @param maxBytes how large one may be, unpacked
 * @param attempts which of several attempts count
 * @param roster a CSV file of all who are enrolled, or null
 */
public record IntakeOptions(
        List<String> required,
        List<String> optional,
        long maxBytes,
        Attempts attempts,
        @Nullable Path roster) {

    public IntakeOptions {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    /** Take what an assignment says of submissions: the last attempt counts, no roster. */
    public static IntakeOptions of(Assignment.SubmissionRules rules) {
        return new IntakeOptions(
                rules.files(), rules.optional(), rules.maxBytes(), Attempts.LAST, null);
    }

    /** Tell whether a file is to be opened as an archive, given what its first bytes say. */
    boolean isArchive(String name, ArchiveKind kind) {
        // A .npz that is asked for is a zip too, and stays one.
        return (kind != ArchiveKind.NONE || Names.claimsArchive(name)) && !isAskedFor(name);
    }

    private boolean isAskedFor(String name) {
        String extension = Names.extension(name);
        return Stream.concat(required.stream(), optional.stream())
                .anyMatch(file -> Names.extension(file).equals(extension));
    }

    public IntakeOptions withAttempts(Attempts which) {
        return new IntakeOptions(required, optional, maxBytes, which, roster);
    }

    public IntakeOptions withRoster(Path file) {
        return new IntakeOptions(required, optional, maxBytes, attempts, file);
    }
}
