package gradebox.sandbox.process;

import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copy what a sandbox is given into its slot: its user cannot pass the folders where it lies, and
 * nothing can be mounted. The copies are root's, and everybody's to read.
 */
final class Copies {
    private Copies() {}

    static void make(Places places) throws SandboxException, IOException {
        folder(places.slot().resolve("given"));
        for (int i = 0; i < places.mounts().size(); i++) {
            var source = places.mounts().get(i).source();
            if (!Files.exists(source)) {
                throw new SandboxException(
                        "a sandbox cannot see %s: it is missing".formatted(source));
            }
            copy(source, places.given(i));
        }
    }

    /** Links are left out: what they lead to is not what was given. */
    private static void copy(Path source, Path target) throws IOException {
        var root = source.toRealPath();
        for (var from : tree(root)) {
            var to = root.equals(from) ? target : target.resolve(root.relativize(from).toString());
            if (Files.isSymbolicLink(from)) {
                continue;
            }
            if (Files.isDirectory(from)) {
                folder(to);
            } else if (Files.isRegularFile(from)) {
                Files.copy(from, to);
                boolean runs = Files.isExecutable(from);
                mode(to, runs ? "rwxr-xr-x" : "rw-r--r--");
            }
        }
    }

    private static List<Path> tree(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void folder(Path path) throws IOException {
        Files.createDirectory(path);
        mode(path, "rwxr-xr-x");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    /** Delete copies that no sandbox was ever started with. */
    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // it was not made, or stays until the slot is swept
        }
    }
}
