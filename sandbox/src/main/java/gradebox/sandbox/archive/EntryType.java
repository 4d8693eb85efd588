package gradebox.sandbox.archive;

/** Tell what an archive says that an entry is. */
enum EntryType {
    FILE,
    FOLDER,
    LINK,
    /** A device, a pipe, a socket, or what no one knows. */
    SPECIAL
}
