package gradebox.upload;

import gradebox.output.FixedZip;
import java.io.IOException;
import java.nio.file.Path;

/** Put a submission's files into one archive, folders and names as they are. */
final class FolderZip {
    private static final int MODE = 0644;

    private FolderZip() {}

    /** Write it. */
    static void write(Parcel parcel, Path to) throws IOException {
        var zip = new FixedZip();
        parcel.files().forEach(file -> zip.put(file, parcel.root().resolve(file), MODE));
        zip.write(to);
    }
}
