package gradebox.assignments;

import gradebox.grading.InvalidAssignmentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Find the assignments that ship: folders {@code <course>/<homework>}, whose ids these are. */
public final class Catalogue {
    private final Path folder;

    /**
     * Make a catalogue.
     *
     * @param root gradebox's own folder, below which {@code assignments/catalogue} lies
     */
    public Catalogue(Path root) {
        this.folder = root.resolve("assignments").resolve("catalogue");
    }

    /** Return the folders of all assignments, ordered by id; none where there is no catalogue. */
    public List<Path> folders() {
        var found = new ArrayList<Path>();
        for (var course : foldersIn(folder)) {
            for (var homework : foldersIn(course)) {
                if (isAssignment(homework)) {
                    found.add(homework);
                }
            }
        }
        return found;
    }

    /**
     * Find an assignment's folder or file.
     *
     * @param name a path, or the id of one that ships
     * @throws InvalidAssignmentException if neither is there; says which ids are near
     */
    public Path resolve(String name) throws InvalidAssignmentException {
        var path = path(name);
        if (Files.isRegularFile(path) || isAssignment(path)) {
            return path;
        }
        for (var shipped : folders()) {
            if (id(shipped).equals(name)) {
                return shipped;
            }
        }
        if (Files.exists(path)) {
            return path; // loading it says what is wrong with it
        }
        throw unknown(name);
    }

    private InvalidAssignmentException unknown(String name) {
        var ids = folders().stream().map(this::id).toList();
        return new InvalidAssignmentException(
                "there is no assignment `%s`, neither a folder nor one that ships%s (`gradebox list` shows those)"
                        .formatted(name, ClosestMatch.hint(name, ids)));
    }

    /** Return the id of one of {@link #folders()}. */
    public String id(Path shipped) {
        return folder.relativize(shipped).toString();
    }

    private static Path path(String name) throws InvalidAssignmentException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new InvalidAssignmentException("`" + name + "` is no path: " + e.getReason());
        }
    }

    private static boolean isAssignment(Path folder) {
        return Files.isRegularFile(folder.resolve(AssignmentLoader.FILE_NAME));
    }

    private static List<Path> foldersIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
