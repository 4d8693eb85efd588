package gradebox.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Write down a bug where whoever mends it finds it. */
final class BugReport {
    private final Path folder;

    BugReport(Path folder) {
        this.folder = folder;
    }

    /** Return the file that now holds the stack trace; empty if it could not be written. */
    Optional<Path> write(Throwable bug) {
        try {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            var file = Files.createTempFile(folder, "bug-", ".txt");
            Files.writeString(file, "gradebox " + Version.number() + "\n" + trace(bug));
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static String trace(Throwable cause) {
        var text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
