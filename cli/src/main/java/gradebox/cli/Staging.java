package gradebox.cli;

import gradebox.output.DiskRoom;
import gradebox.sandbox.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Hold a run's own copies of what sandboxes see; gone when the run is over. */
final class Staging implements AutoCloseable {
    /** Room for the run's own files and a few submissions. */
    private static final long FLOOR = 128L << 20;

    private final Path root;

    private Staging(Path root) {
        this.root = root;
    }

    /** Make it, and remove what runs left behind that were killed. */
    static Staging make() throws IOException {
        Scratch.sweep();
        var staging = new Staging(Scratch.folder("run"));
        try {
            staging.room().check();
            return staging;
        } catch (IOException e) {
            staging.close();
            throw e;
        }
    }

    /** Return the room that there is for copies. */
    DiskRoom room() {
        return new DiskRoom(root, FLOOR);
    }

    /** Make a folder for one purpose. */
    Path folder(String name) throws IOException {
        return Files.createDirectory(root.resolve(name));
    }

    @Override
    public void close() {
        try {
            Scratch.delete(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
