package gradebox.assignments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collect the files that {@code assignment.yaml} speaks of, without what programs leave beside
 * them.
 */
final class AssignmentFiles {
    private static final Set<String> JUNK_FOLDERS =
            Set.of("__pycache__", ".git", ".pytest_cache", ".idea", ".vscode");

    private final Path folder;
    private final boolean whole;
    private final TreeMap<String, Path> files = new TreeMap<>();

    private AssignmentFiles(Path folder, boolean whole) {
        this.folder = folder;
        this.whole = whole;
    }

    /** Return, by their paths in the folder, the files whose contents a digest covers. */
    static SortedMap<String, Path> hashed(Path folder, Path yaml, List<ReferencedFile> referenced)
            throws IOException {
        return new AssignmentFiles(folder, false).collect(yaml, referenced);
    }

    /** Return, by their paths in the folder, all files that grading reads. */
    static SortedMap<String, Path> of(Path folder, Path yaml, List<ReferencedFile> referenced)
            throws IOException {
        return new AssignmentFiles(folder, true).collect(yaml, referenced);
    }

    private SortedMap<String, Path> collect(Path yaml, List<ReferencedFile> referenced)
            throws IOException {
        files.put(AssignmentLoader.FILE_NAME, yaml);
        var measured = folder.resolve(AssignmentLoader.MEASURED_NAME);
        if (whole && Files.isRegularFile(measured)) {
            files.put(AssignmentLoader.MEASURED_NAME, measured);
        }
        for (var file : referenced) {
            add(file);
        }
        return Collections.unmodifiableSortedMap(files);
    }

    private void add(ReferencedFile file) throws IOException {
        var path = folder.resolve(file.place().text()).normalize();
        switch (file.kind()) {
            case FILE, FOLDER, FILE_OR_FOLDER -> addTree(path);
            case RECIPE -> addTree(context(path));
            case FOLDER_ASIDE, PINNED -> {
                if (whole) {
                    addTree(path);
                }
            }
        }
    }

    /** Return the recipe's folder, or the recipe alone where it lies beside assignment.yaml. */
    private Path context(Path recipe) {
        var beside = recipe.getParent();
        return beside == null || beside.equals(folder) ? recipe : beside;
    }

    private void addTree(Path top) throws IOException {
        try (var found = Files.walk(top)) {
            found.filter(Files::isRegularFile)
                    .filter(file -> !isJunk(file))
                    .forEach(file -> files.put(folder.relativize(file).toString(), file));
        }
    }

    private boolean isJunk(Path file) {
        for (var part : folder.relativize(file)) {
            if (JUNK_FOLDERS.contains(part.toString())) {
                return true;
            }
        }
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".pyc")
                || name.endsWith("~")
                || name.endsWith(".swp")
                || name.equals(".DS_Store");
    }
}
