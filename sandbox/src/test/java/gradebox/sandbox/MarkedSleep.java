package gradebox.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Find a {@code sleep} by its argument, which marks it, among all processes that are to be seen.
 */
public final class MarkedSleep {
    private MarkedSleep() {}

    /** Tell whether a sleep with this argument runs. */
    public static boolean lives(String mark) throws IOException {
        try (var all = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (var process : all) {
                if (commandLine(process).equals("sleep\0" + mark + "\0")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"));
        } catch (IOException e) {
            return ""; // it has gone meanwhile
        }
    }
}
