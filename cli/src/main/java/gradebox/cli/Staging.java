package gradebox.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Hold a run's own copies of what sandboxes see; gone when the run is over. */
final class Staging implements AutoCloseable {
    private final Path root;

    private Staging(Path root) {
        this.root = root;
    }

    static Staging make() throws IOException {
        return new Staging(Files.createTempDirectory("gradebox-").toRealPath());
    }

    /** Make a folder for one purpose. */
    Path folder(String name) throws IOException {
        return Files.createDirectory(root.resolve(name));
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(root, new Remover());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a tree and follows no link out of it. */
    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                throws IOException {
            if (e != null) {
                throw e;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
