package gradebox.assignments.intake;

/**
 * Name a file of a source before it is decided what the source is.
 *
 * @param path relative, with {@code /}
 * @param archive whether its first bytes are an archive's
 */
record Item(String path, boolean archive) {}
