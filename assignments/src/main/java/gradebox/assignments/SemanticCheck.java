package gradebox.assignments;

/**
 * Check what a schema cannot say: that names meet, that numbers agree, that files are there. Reads
 * leniently, since it also runs on documents that the schema refuses.
 */
interface SemanticCheck {

    /** Check a whole document. */
    void check(Place root, Problems problems);
}
