package gradebox.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ask for room on a disk before it is needed: a run that comes to the end of a disk in the middle
 * of its work has wasted it.
 *
 * @param place where something is to be written
 * @param floor how many bytes must be free to begin
 */
public record DiskRoom(Path place, long floor) {
    private static final String NO_SPACE = "No space left on device";

    /**
     * Make sure that there is room.
     *
     * @throws DiskFullException if there is less than the floor; says how much is needed
     */
    public void check() throws IOException {
        long free = free();
        if (free < floor) {
            throw new DiskFullException(
                    "%s has %d MiB left on its disk, and %d MiB are needed to go on: make room there"
                            .formatted(place, free >> 20, floor >> 20));
        }
    }

    /** Return why a write failed: for want of room, if there is none. */
    public IOException explain(IOException failure) {
        try {
            return free() < floor || String.valueOf(failure.getMessage()).contains(NO_SPACE)
                    ? new DiskFullException(
                            "the disk of %s is full: make room there".formatted(place))
                    : failure;
        } catch (IOException unknown) {
            return failure;
        }
    }

    private long free() throws IOException {
        var disk = Files.getFileStore(place);
        // A file system that tells nothing is not one that has nothing.
        return disk.getTotalSpace() == 0 ? Long.MAX_VALUE : disk.getUsableSpace();
    }
}
