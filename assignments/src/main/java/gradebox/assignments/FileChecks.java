package gradebox.assignments;

import gradebox.assignments.ReferencedFile.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Check that every file spoken of lies inside the assignment's folder, by itself and not through a
 * link, and hashes to what is stated.
 *
 * @param folder the assignment's folder, without links
 */
record FileChecks(Path folder) implements SemanticCheck {

    @Override
    public void check(Place root, Problems problems) {
        for (var file : ReferencedFile.in(root)) {
            var complaint = complaint(file);
            if (complaint.isPresent()) {
                problems.add(file.place(), complaint.get());
            } else if (file.kind() == Kind.PINNED) {
                checkHash(file.place(), problems);
            }
        }
    }

    private Optional<String> complaint(ReferencedFile file) {
        String name = file.place().text();
        var path = folder.resolve(name).normalize();
        if (!path.startsWith(folder) || path.equals(folder)) {
            return Optional.of("`" + name + "` lies outside the assignment's folder; move it in");
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of("there is no `" + name + "` here; make it, or mend the path");
        }
        try {
            return path.toRealPath().equals(path) ? wrongKind(file, path) : link(name);
        } catch (IOException e) {
            return link(name);
        }
    }

    private Optional<String> wrongKind(ReferencedFile file, Path path) throws IOException {
        String name = file.place().text();
        if (Files.isDirectory(path)) {
            return switch (file.kind()) {
                case FILE, RECIPE, PINNED ->
                        Optional.of("`" + name + "` is a folder; name a file in it");
                case FOLDER, FOLDER_ASIDE, FILE_OR_FOLDER -> linkWithin(path);
            };
        }
        return switch (file.kind()) {
            case FILE, RECIPE, PINNED, FILE_OR_FOLDER -> Optional.empty();
            case FOLDER, FOLDER_ASIDE ->
                    Optional.of("`" + name + "` is a file; name the folder that it is in");
        };
    }

    private Optional<String> linkWithin(Path top) throws IOException {
        try (var found = Files.walk(top)) {
            return found.filter(Files::isSymbolicLink)
                    .sorted()
                    .findFirst()
                    .flatMap(file -> link(folder.relativize(file).toString()));
        }
    }

    private static Optional<String> link(String name) {
        return Optional.of("`" + name + "` is a link; put a copy in its place");
    }

    private void checkHash(Place file, Problems problems) {
        var stated = file.parent().at("sha256");
        try {
            String actual = AssignmentDigest.ofFile(folder.resolve(file.text()));
            if (!stated.text().isEmpty() && !actual.equals(stated.text())) {
                problems.add(
                        stated,
                        "does not match `%s`; if that is the right file, write %s"
                                .formatted(file.text(), actual));
            }
        } catch (IOException e) {
            problems.add(file, "cannot be read: " + e.getMessage());
        }
    }
}
