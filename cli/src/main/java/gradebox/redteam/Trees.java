package gradebox.redteam;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** Copy, measure and remove folders; no link is followed. */
final class Trees {

    private Trees() {}

    /**
     * Copy a folder of ours.
     *
     * @param change what becomes of text; bytes that are no UTF-8 are copied as they are
     */
    static void copy(Path from, Path to, UnaryOperator<String> change) throws IOException {
        try (var all = Files.walk(from)) {
            for (var each : (Iterable<Path>) all::iterator) {
                var target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.write(target, changed(Files.readAllBytes(each), change));
                }
            }
        }
    }

    private static byte[] changed(byte[] bytes, UnaryOperator<String> change) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var other = change.apply(text);
        return other.equals(text) ? bytes : other.getBytes(StandardCharsets.UTF_8);
    }

    /** Return how many bytes the files below a folder have; what vanishes meanwhile has none. */
    static long size(Path folder) {
        var size = new long[1];
        visit(
                folder,
                (file, attributes) ->
                        size[0] += attributes.isRegularFile() ? attributes.size() : 0);
        return size[0];
    }

    /** Return what tells each file below a folder: its digest, or where it links to. */
    static Map<String, String> digests(Path folder) throws IOException {
        var digests = new TreeMap<String, String>();
        try (var all = Files.walk(folder)) {
            for (var each : (Iterable<Path>) all::iterator) {
                digests.put(folder.relativize(each).toString(), digest(each));
            }
        }
        return digests;
    }

    private static String digest(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return "-> " + Files.readSymbolicLink(file);
        }
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? DigestUtils.sha256Hex(Files.readAllBytes(file))
                : "";
    }

    /** Remove a folder of ours. */
    static void remove(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                            throws IOException {
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private interface Visitor {
        void visit(Path file, BasicFileAttributes attributes);
    }

    private static void visit(Path folder, Visitor visitor) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<Path>() {
                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            visitor.visit(file, attributes);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path folder, @Nullable IOException e) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new IllegalStateException("every failure is visited", e);
        }
    }
}
