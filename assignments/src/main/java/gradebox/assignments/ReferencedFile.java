package gradebox.assignments;

import java.util.ArrayList;
import java.util.List;

/**
 * Name a file or folder that {@code assignment.yaml} speaks of.
 *
 * @param place where it does so
 */
record ReferencedFile(Place place, Kind kind) {

    /** Say what must lie there. */
    enum Kind {
        FILE,
        FOLDER,
        /** A folder that no grade depends on. */
        FOLDER_ASIDE,
        FILE_OR_FOLDER,
        /** A Dockerfile; what lies beside it can get into the image. */
        RECIPE,
        /** A file whose SHA-256 the entry states. */
        PINNED
    }

    /** List every file and folder that a document speaks of. */
    static List<ReferencedFile> in(Place root) {
        var files = new ArrayList<ReferencedFile>();
        files.add(new ReferencedFile(root.at("image").at("dockerfile"), Kind.RECIPE));
        files.add(new ReferencedFile(root.at("reference"), Kind.FOLDER));
        files.add(new ReferencedFile(root.at("baseline"), Kind.FOLDER_ASIDE));
        for (var data : root.at("data").members()) {
            files.add(new ReferencedFile(data.at("generator"), Kind.FILE));
            for (var part : List.of("train", "inputs", "hidden")) {
                files.add(new ReferencedFile(data.at(part).at("path"), Kind.PINNED));
            }
        }
        root.at("graders").members().forEach(grader -> files.addAll(of(grader)));
        return files.stream().filter(file -> !file.place.text().isEmpty()).toList();
    }

    private static List<ReferencedFile> of(Place grader) {
        return switch (grader.at("type").text()) {
            case "junit" -> List.of(new ReferencedFile(grader.at("suite"), Kind.FOLDER));
            case "pytest" -> List.of(new ReferencedFile(grader.at("suite"), Kind.FILE_OR_FOLDER));
            case "command" ->
                    List.of(
                            new ReferencedFile(grader.at("stdin"), Kind.FILE),
                            new ReferencedFile(grader.at("expect").at("stdout"), Kind.FILE));
            default -> List.of();
        };
    }
}
