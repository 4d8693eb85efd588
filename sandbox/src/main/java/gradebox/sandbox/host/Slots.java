package gradebox.sandbox.host;

import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Give out numbered slots, each to one sandbox of one run at a time. A slot is a folder with its
 * owner's labels in it: it is taken by renaming a complete folder to its place, which only one of
 * several runs can do, and what dead runs left is cleared by those labels.
 *
 * @param folder where slots lie; all runs of a machine and user share it
 * @param owner who takes slots
 */
public record Slots(Path folder, RunIdentity owner) {
    static final int MOST = 1000;
    static final String PREFIX = "slot-";

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
            delete(folder);
        }
    }

    /** Clear away what a dead run's sandbox left beside its folder. */
    public interface Sweeper {
        void sweep(Slot slot) throws IOException, InterruptedException;
    }

    /** Take the lowest slot that is free. */
    public Slot take(String name) throws SandboxException {
        try {
            var ready = Files.createTempDirectory(Files.createDirectories(folder), "new-");
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
    public List<String> sweep(Sweeper sweeper) throws IOException, InterruptedException {
        var swept = new ArrayList<String>();
        for (var slot : slots()) {
            if (owner.outlived(Labels.read(slot.folder()))) {
                sweeper.sweep(slot);
                slot.close();
                swept.add(String.valueOf(slot.folder().getFileName()));
            }
        }
        return List.copyOf(swept);
    }

    private List<Slot> slots() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
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
        var files = folder.toFile().listFiles();
        if (files != null) {
            for (var file : files) {
                file.delete();
            }
        }
        folder.toFile().delete();
    }
}
