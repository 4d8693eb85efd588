package gradebox.sandbox.host;

import java.nio.file.Path;

/** Holds a folder, in a process of its own, until it is killed. */
final class HoldsAFolder {
    private HoldsAFolder() {}

    /** Hold the folder that is the argument, and say so. */
    @SuppressWarnings("try") // held, not used
    public static void main(String[] arguments) throws Exception {
        try (var lock = FolderLock.of(Path.of(arguments[0]))) {
            System.out.println("held");
            Thread.sleep(60_000);
        }
    }
}
