package gradebox.upload;

import java.util.List;

/**
 * Hold how an upload ended.
 *
 * @param fates of the submissions, in their order
 * @param stopped why it ended before its time, or the empty string
 */
public record UploadSummary(List<Fate> fates, String stopped) {
    public UploadSummary {
        fates = List.copyOf(fates);
    }

    /** Count the submissions that ended in one way. */
    public long count(Class<? extends Fate> kind) {
        return fates.stream().filter(kind::isInstance).count();
    }

    /** Count those that were accepted now, and may have been before, without our hearing of it. */
    public long perhapsTwice() {
        return fates.stream()
                .filter(fate -> fate instanceof Fate.Accepted accepted && accepted.perhapsTwice())
                .count();
    }

    public boolean isComplete() {
        return fates.stream().allMatch(Fate::isThere);
    }
}
