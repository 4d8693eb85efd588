package gradebox.sandbox.archive;

import java.io.IOException;

/** Take the entries of an archive, one after the other. */
interface EntryVisitor {

    /**
     * Take one.
     *
     * @param rawName as the archive has it
     * @param content to be read, if at all, before this returns
     */
    void visit(String rawName, EntryType type, EntryBytes content)
            throws ArchiveRefusedException, IOException;
}
