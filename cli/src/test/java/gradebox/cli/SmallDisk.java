package gradebox.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A disk of a few MiB, to be filled up: a tmpfs, which root may mount. */
final class SmallDisk implements AutoCloseable {
    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    static SmallDisk at(Path place, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(place);
        run("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + mebibytes + "m", "small", "" + place);
        return new SmallDisk(place);
    }

    void resize(int mebibytes) throws IOException, InterruptedException {
        run("mount", "-o", "remount,size=" + mebibytes + "m", place.toString());
    }

    /** Leave next to nothing. */
    void fill() throws IOException {
        var disk = Files.getFileStore(place);
        try (var out = Files.newOutputStream(filler())) {
            var piece = new byte[1 << 16];
            while (disk.getUsableSpace() > piece.length) {
                out.write(piece);
            }
        }
    }

    void empty() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return place.resolve("filler");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(List.of(command) + ", which root may do: " + said);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", place.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
