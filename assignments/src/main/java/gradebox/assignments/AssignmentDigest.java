package gradebox.assignments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Hash every file that can change a grade: {@code assignment.yaml}, suites, what commands read and
 * must print, data generators, the recipe of an image with its folder, and the reference solution
 * (it decides whether a broken test is the author's fault or the student's). Data files stand in by
 * the SHA-256 that {@code assignment.yaml} states for them. A handout, a starter, the naive
 * baseline or a README beside them changes nothing.
 */
final class AssignmentDigest {
    private static final Set<String> JUNK_FOLDERS =
            Set.of("__pycache__", ".git", ".pytest_cache", ".idea", ".vscode");

    private final Path folder;
    private final TreeMap<String, Path> files = new TreeMap<>();

    private AssignmentDigest(Path folder) {
        this.folder = folder;
    }

    /** Return the digest, in hex. */
    static String of(Path folder, Path yaml, List<ReferencedFile> referenced) throws IOException {
        var digest = new AssignmentDigest(folder);
        digest.files.put(AssignmentLoader.FILE_NAME, yaml);
        for (var file : referenced) {
            digest.add(file);
        }
        return digest.hex();
    }

    private void add(ReferencedFile file) throws IOException {
        var path = folder.resolve(file.place().text()).normalize();
        switch (file.kind()) {
            case FILE, FOLDER, FILE_OR_FOLDER -> addTree(path);
            case RECIPE -> addTree(context(path));
            case FOLDER_ASIDE -> {}
            case PINNED -> {} // its hash stands in assignment.yaml, and has been checked
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

    private String hex() throws IOException {
        var all = new Sha256();
        for (var entry : files.entrySet()) {
            // Hashes are of one length and come first, so that no two trees read the same.
            all.add(Sha256.ofFile(entry.getValue())).add(entry.getKey()).add("\0");
        }
        return all.hex();
    }
}
