package gradebox.assignments.intake;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Offer the files of a source that holds many: a folder, or an archive that has been unpacked. */
interface Bundle {

    /** Return what people call it. */
    String name();

    /** Return every file but junk. */
    List<Item> items();

    /** Return where a file of it is. */
    Path file(String path);

    /** Return what a folder of it holds. */
    Material folder(String path);

    /**
     * Return what was refused in it, by the path that it had, each with why. Folders that only hold
     * such files are not among the items.
     */
    Map<String, String> refused();
}
