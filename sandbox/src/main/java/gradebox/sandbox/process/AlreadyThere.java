package gradebox.sandbox.process;

import gradebox.sandbox.Mount;
import gradebox.sandbox.archive.Junk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Find what a sandbox is given that lies where it is to be seen already, file for file: in a
 * platform's container a submission lies at {@code /autograder/submission}, and suites written for
 * that platform read it there. It may be read in place, since it says nothing that was not given.
 */
final class AlreadyThere {
    private AlreadyThere() {}

    /** Return the targets among mounts that already hold what is to be mounted there. */
    static List<String> among(List<Mount> mounts) {
        return mounts.stream()
                .filter(mount -> isSame(mount.source(), Path.of(mount.target())))
                .map(Mount::target)
                .toList();
    }

    private static boolean isSame(Path given, Path there) {
        if (!Files.isDirectory(given) || !Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            var wanted = files(given);
            var found = files(there);
            if (!wanted.keySet().equals(found.keySet())) {
                return false;
            }
            for (var file : wanted.entrySet()) {
                var other = found.get(file.getKey());
                if (other == null || Files.mismatch(file.getValue(), other) >= 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false; // it changes while it is read, or is no plain tree
        }
    }

    /** Return what is no folder, without what grading leaves out. */
    private static Map<String, Path> files(Path root) throws IOException {
        var files = new TreeMap<String, Path>();
        try (Stream<Path> all = Files.walk(root)) {
            for (var path : (Iterable<Path>) all::iterator) {
                var name = root.relativize(path).toString();
                boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                if (!folder && Junk.in(name).isEmpty()) {
                    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                        throw new IOException("neither a file nor a folder: " + path);
                    }
                    files.put(name, path);
                }
            }
        }
        return files;
    }
}
