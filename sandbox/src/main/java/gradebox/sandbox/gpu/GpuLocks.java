package gradebox.sandbox.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.UUID;

/**
 * Say where runs on one machine keep the locks by which they share its devices.
 *
 * @param folder everybody may write there
 */
public record GpuLocks(Path folder) {

    /** Return this machine's: the same for all its users. */
    public static GpuLocks ofThisMachine() {
        var usual = Path.of("/run/lock");
        return new GpuLocks(isEverybodys(usual) ? usual : Path.of("/tmp"));
    }

    private static boolean isEverybodys(Path folder) {
        try {
            return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Return a new name for a run of this process. */
    static String run() {
        return ProcessHandle.current().pid() + " " + UUID.randomUUID();
    }

    DeviceLock of(GpuDevice device, String run) {
        var name = device.uuid().replaceAll("[^0-9A-Za-z-]", "_");
        return new DeviceLock(folder.resolve("gradebox-" + name + ".lock"), run);
    }
}
