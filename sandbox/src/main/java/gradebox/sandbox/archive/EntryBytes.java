package gradebox.sandbox.archive;

import java.io.IOException;

/** Give an entry's content, once. */
interface EntryBytes {

    /**
     * Read some.
     *
     * @return how many bytes; or -1 at the end, after every check has passed
     * @throws ArchiveRefusedException if the content is not what the archive says it is
     * @throws IOException if the machine cannot read
     */
    int read(byte[] into) throws ArchiveRefusedException, IOException;
}
