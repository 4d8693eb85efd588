package gradebox.assignments.intake;

import gradebox.sandbox.archive.ArchiveKind;
import gradebox.sandbox.archive.Junk;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Read a folder of the staff's. No link in it is followed. */
final class FolderBundle implements Bundle {
    private static final int DEPTH = 8;
    private static final int MOST = 200_000;

    private final Path root;
    private final List<Item> items;
    private final Map<String, String> refused;

    private FolderBundle(Path root, List<Item> items, Map<String, String> refused) {
        this.root = root;
        this.items = items;
        this.refused = refused;
    }

    static FolderBundle of(Path root, IntakeOptions options) throws IOException, IntakeException {
        var walk = new Walk(root, options);
        Files.walkFileTree(root, Set.of(), DEPTH, walk);
        if (walk.items.size() >= MOST) {
            throw new IntakeException(
                    root + ": holds more than " + MOST + " files; name the class's folder itself");
        }
        walk.items.sort(Comparator.comparing(Item::path));
        return new FolderBundle(root, List.copyOf(walk.items), walk.refused);
    }

    @Override
    public String name() {
        return String.valueOf(root.getFileName());
    }

    @Override
    public List<Item> items() {
        return items;
    }

    @Override
    public Path file(String path) {
        return root.resolve(path);
    }

    @Override
    public Material folder(String path) {
        return new Material.Folder(path.isEmpty() ? root : root.resolve(path));
    }

    @Override
    public Map<String, String> refused() {
        return refused;
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final IntakeOptions options;
        private final Set<Path> empty = new HashSet<>();
        private final List<Item> items = new ArrayList<>();
        private final Map<String, String> refused = new TreeMap<>();

        Walk(Path root, IntakeOptions options) {
            this.root = root;
            this.options = options;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(root) && Junk.in(name(folder)).isPresent()) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            empty.add(folder);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException broken)
                throws IOException {
            if (broken != null) {
                throw broken;
            }
            if (!folder.equals(root)) {
                if (empty.contains(folder)) {
                    refused.put(root.relativize(folder).toString(), "the folder holds no file");
                } else {
                    empty.remove(folder.getParent());
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            String path = root.relativize(file).toString();
            if (Junk.in(name(file)).isPresent()) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isRegularFile()) {
                items.add(new Item(path, options.isArchive(path, ArchiveKind.of(file))));
                empty.remove(file.getParent());
            } else if (attributes.isSymbolicLink()) {
                refused.put(path, "it is a link");
            }
            return items.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        private static String name(Path file) {
            return String.valueOf(file.getFileName());
        }
    }
}
