package gradebox.sandbox.host;

import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Give out numbered slots, each to one sandbox of one run at a time. A slot is a folder with its
 * owner's labels in it, made complete and then renamed to its place. Runs take and sweep by turns:
 * what one finds dead nobody has taken meanwhile.
 *
 * @param folder where slots lie; all runs of a machine and user share it
 * @param owner who takes slots
 */
public record Slots(Path folder, RunIdentity owner) {
    /** How many slots there can be. */
    public static final int MOST = 1000;

    static final String PREFIX = "slot-";
    private static final String NEW = "new-";
    private static final String OLD = "old-";

    /**
     * Hold a slot.
     *
     * @param number from 0 on, as low as can be
     * @param folder its own folder, which sandboxes' users may pass
     */
    public record Slot(int number, Path folder) implements AutoCloseable {
        /** Give the slot back; nothing of its sandbox may run any more. */
        @Override
        public void close() {
            var labels = folder.resolve(Labels.FILE).toFile();
            if (deleteBut(labels, folder)) {
                // by one step: nobody sees a slot without its labels
                var old = folder.resolveSibling(OLD + UUID.randomUUID());
                delete(folder.toFile().renameTo(old.toFile()) ? old : folder);
            }
        }
    }

    /** Clear away what a dead run's sandbox left beside its folder. */
    public interface Sweeper {
        /** Return whether nothing is left; else its slot stays taken. */
        boolean sweep(Slot slot) throws IOException, InterruptedException;
    }

    /** Take the lowest slot that is free. */
    @SuppressWarnings("try") // held, not used
    public Slot take(String name) throws SandboxException, InterruptedException {
        try (var turn = FolderLock.of(Files.createDirectories(folder))) {
            var ready = Files.createTempDirectory(folder, NEW);
            ready.toFile().setExecutable(true, false);
            Labels.write(ready, owner.labels(name));
            for (int number = 0; number < MOST; number++) {
                var place = folder.resolve(PREFIX + number);
                if (!Files.exists(place) && moved(ready, place)) {
                    return new Slot(number, place);
                }
            }
            delete(ready);
        } catch (IOException e) {
            throw new SandboxException("no slot for a sandbox can be made in " + folder, e);
        }
        throw new SandboxException("all %d slots in %s are taken".formatted(MOST, folder));
    }

    private static boolean moved(Path ready, Path place) throws IOException {
        try {
            Files.move(ready, place, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            return false;
        } catch (java.nio.file.FileSystemException e) {
            if (Files.exists(place)) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Free the slots of runs that are dead, and no others.
     *
     * @return the names of what was cleared away
     */
    @SuppressWarnings("try") // held, not used
    public List<String> sweep(Sweeper sweeper) throws IOException, InterruptedException {
        var swept = new ArrayList<String>();
        if (!Files.isDirectory(folder)) {
            return swept;
        }
        try (var turn = FolderLock.of(folder)) {
            deleteUnfinished();
            for (var slot : slots()) {
                if (owner.outlived(Labels.read(slot.folder())) && sweeper.sweep(slot)) {
                    slot.close();
                    swept.add(name(slot.folder()));
                }
            }
        }
        return List.copyOf(swept);
    }

    /** While it is our turn nobody makes a slot, and whoever gives one back needs it no more. */
    private void deleteUnfinished() throws IOException {
        try (var left = Files.newDirectoryStream(folder, "{%s,%s}*".formatted(NEW, OLD))) {
            left.forEach(Slots::delete);
        }
    }

    private List<Slot> slots() throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(path -> name(path).matches(PREFIX + "\\d{1,4}"))
                    .map(path -> new Slot(number(path), path))
                    .sorted(Comparator.comparingInt(Slot::number))
                    .toList();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static int number(Path path) {
        return Integer.parseInt(name(path).substring(PREFIX.length()));
    }

    /** Slots hold few files, and those flat: nothing that a sandbox's user could write. */
    private static void delete(Path folder) {
        deleteBut(null, folder);
        folder.toFile().delete();
    }

    private static boolean deleteBut(@Nullable File kept, Path folder) {
        boolean all = true;
        var files = folder.toFile().listFiles();
        for (var file : files == null ? new File[0] : files) {
            all &= file.equals(kept) || file.delete();
        }
        return all;
    }
}
