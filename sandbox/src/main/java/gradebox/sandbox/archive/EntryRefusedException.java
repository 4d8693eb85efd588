package gradebox.sandbox.archive;

/** Tell that one file of an archive cannot be had, while the others may be whole. */
final class EntryRefusedException extends ArchiveRefusedException {
    private static final long serialVersionUID = 1;

    EntryRefusedException(String why) {
        super(why);
    }
}
