package gradebox.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Make folders below the machine's temporary folder whose names tell whose they are: a later run
 * removes those of a process that was killed, and no other's.
 */
public final class Scratch {
    private static final Pattern OURS =
            Pattern.compile("gradebox-[a-z]+-(\\d{1,18})-(\\d{1,18})-([0-9a-f]{1,8})-\\d+");

    private Scratch() {}

    /**
     * Make a folder that only its owner can enter.
     *
     * @param purpose a word in small letters
     */
    public static Path folder(String purpose) throws IOException {
        var self = ProcessMark.ofThisProcess();
        return Files.createTempDirectory(
                        "gradebox-%s-%d-%s-%s-"
                                .formatted(purpose, self.pid(), self.started(), place(self)))
                .toRealPath();
    }

    /** Remove the folders of processes that are gone, and return them. */
    public static List<Path> sweep() throws IOException {
        return sweep(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static List<Path> sweep(Path temporary) throws IOException {
        var self = ProcessMark.ofThisProcess();
        var removed = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(temporary, "gradebox-*")) {
            for (var folder : all) {
                var owner = owner(folder, self);
                if (owner.isPresent()
                        && self.outlived(owner.get())
                        && isOurs(folder, temporary)
                        && remove(folder)) {
                    removed.add(folder);
                }
            }
        }
        return removed;
    }

    /** Return whose a folder is; empty where that process could not be seen from here. */
    private static Optional<ProcessMark> owner(Path folder, ProcessMark self) {
        var name = OURS.matcher(folder.getFileName().toString());
        return name.matches() && name.group(3).equals(place(self))
                ? Optional.of(
                        new ProcessMark(Long.parseLong(name.group(1)), name.group(2), self.place()))
                : Optional.empty();
    }

    /** Name in short where a process counts: the machine's start, and the name space. */
    private static String place(ProcessMark mark) {
        var place = mark.place();
        return Integer.toHexString((place.boot() + place.space()).hashCode());
    }

    /** Leave alone what another user has named like ours: he could swap links into it meanwhile. */
    private static boolean isOurs(Path folder, Path temporary) throws IOException {
        var probe = Files.createTempFile(temporary, "gradebox", ".owner");
        try {
            return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe));
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean remove(Path folder) {
        try {
            delete(folder);
            return true;
        } catch (IOException e) {
            return false; // another user's, or another run is removing it
        }
    }

    /** Delete a folder and all that is in it; no link is followed. */
    public static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new Deletion());
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException broken)
                throws IOException {
            if (broken != null) {
                throw broken;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
