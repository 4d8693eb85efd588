package gradebox.upload;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Hold what is sent of one submission.
 *
 * @param id the submission's
 * @param owners e-mail addresses in small letters, sorted
 * @param root the folder of its files, ours alone
 * @param files relative, with {@code /}, sorted
 * @param leftOut what is not sent, each with why
 * @param bytes of all files
 * @param digest of names and contents
 */
public record Parcel(
        String id,
        List<String> owners,
        Path root,
        List<String> files,
        List<String> leftOut,
        long bytes,
        String digest) {
    /** A form's file name loses its folders, and what is escaped in it is a matter of taste. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._ +-]{0,199}");

    public Parcel {
        owners = List.copyOf(owners);
        files = List.copyOf(files);
        leftOut = List.copyOf(leftOut);
    }

    /** Tell whether its files go as one archive, so that each keeps its folder and its name. */
    public boolean isZipped() {
        return !files.stream().allMatch(file -> PLAIN.matcher(file).matches());
    }
}
