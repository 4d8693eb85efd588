package gradebox.assignments.intake;

import gradebox.sandbox.archive.Unpacked;
import java.nio.file.Path;
import java.util.Map;

/** Say where a submission's files are, before they are copied or unpacked. */
sealed interface Material {

    /** A folder of the staff's. */
    record Folder(Path path) implements Material {}

    /** A single file, an archive or not. */
    record Single(String name, Path path) implements Material {}

    /** Several files, by the names that they get. */
    record Several(Map<String, Path> files) implements Material {
        public Several {
            files = Map.copyOf(files);
        }
    }

    /** A part of an export that is unpacked already. */
    record Part(Unpacked part) implements Material {}

    /** Nothing that could be graded. */
    record Refused(String why) implements Material {}

    /** Nothing was handed in. */
    record Nothing() implements Material {}
}
