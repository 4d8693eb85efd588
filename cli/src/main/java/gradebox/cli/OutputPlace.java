package gradebox.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * See that results go nowhere where a student could have put something before: earlier results that
 * the run would believe, or a link that it would follow.
 */
final class OutputPlace {
    private OutputPlace() {}

    /**
     * Check where results go.
     *
     * @param sources what is graded; all of it is there
     * @throws UsageException if the folder lies in what is graded, and is not new
     */
    static void check(Path out, List<Path> sources) throws UsageException, IOException {
        for (var source : sources) {
            if (Files.isDirectory(source) && isWithin(out, source.toRealPath()) && !isNew(out)) {
                throw new UsageException(
                        "%s lies in %s, which is graded, and is not new: what is in it could be a student's; remove it, or choose another -o"
                                .formatted(out, source));
            }
        }
    }

    /**
     * Check that what we remember is not taken for a part of what is handed in.
     *
     * @throws UsageException if the folder lies in what is handed in
     */
    static void checkApart(Path folder, List<Path> sources) throws UsageException, IOException {
        for (var source : sources) {
            if (Files.isDirectory(source) && isWithin(folder, source.toRealPath())) {
                throw new UsageException(
                        "%s lies in %s; choose another -o".formatted(folder, source));
            }
        }
    }

    /** Look at the name, at where its parent really is, and at where it leads as a link. */
    private static boolean isWithin(Path out, Path source) throws IOException {
        var absolute = out.toAbsolutePath().normalize();
        var parent = absolute.getParent();
        if (absolute.startsWith(source)
                || (Files.exists(absolute) && absolute.toRealPath().startsWith(source))) {
            return true;
        }
        return parent != null
                && Files.exists(parent)
                && parent.toRealPath().resolve(absolute.getFileName()).startsWith(source);
    }

    private static boolean isNew(Path out) throws IOException {
        if (!Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        if (!Files.isDirectory(out, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (var entries = Files.list(out)) {
            return entries.findAny().isEmpty();
        }
    }
}
