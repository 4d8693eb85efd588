package gradebox.sandbox.bubblewrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Say where what outlives a run is kept.
 *
 * @param isRoot whether this process is root's
 * @param images where images are unpacked
 * @param run where runs keep slots; need not outlive the machine
 */
record HostFolders(boolean isRoot, Path images, Path run) {

    static HostFolders of(Map<String, String> environment) {
        if (rootRuns()) {
            return new HostFolders(
                    true, Path.of("/var/lib/gradebox/images"), Path.of("/run/gradebox"));
        }
        var home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        var data =
                environment.getOrDefault("XDG_DATA_HOME", "").startsWith("/")
                        ? Path.of(environment.getOrDefault("XDG_DATA_HOME", ""))
                        : Path.of(home, ".local/share");
        var run = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        return new HostFolders(
                false,
                data.resolve("gradebox/images"),
                run.startsWith("/") ? Path.of(run, "gradebox") : data.resolve("gradebox/run"));
    }

    private static boolean rootRuns() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
