package gradebox.cli;

import gradebox.upload.Target;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hold what a user asks of an upload.
 *
 * @param sources what was handed in
 * @param target where it goes
 * @param only ids to send; empty for all
 * @param send whether it is really sent
 * @param neverTwice whether nothing is sent again that may have been accepted
 * @param state the folder that remembers what was accepted, or null for the staff's own
 */
record UploadOptions(
        GradeOptions.Sources sources,
        Target target,
        Set<String> only,
        boolean send,
        boolean neverTwice,
        @Nullable Path state) {
    UploadOptions {
        only = Set.copyOf(only);
    }
}
