package gradebox.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Put a submission's files into one archive, folders and names as they are. */
final class FolderZip {
    /** The same files are the same bytes: no entry tells when we unpacked it. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private FolderZip() {}

    /** Write it. */
    static void write(Parcel parcel, Path to) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(to))) {
            for (var file : parcel.files()) {
                var entry = new ZipEntry(file);
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                Files.copy(parcel.root().resolve(file), zip);
            }
        }
    }
}
