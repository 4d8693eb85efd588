package gradebox.sandbox.archive;

/** Say how far a fault in one file reaches. */
public enum Refusal {
    /** The archive is one student's: a fault that leaves its meaning open refuses it whole. */
    ARCHIVE,
    /**
     * The archive holds many students' work: such a fault is listed as {@link Dropped.Kind#FATAL},
     * and the others are opened.
     */
    ENTRY
}
