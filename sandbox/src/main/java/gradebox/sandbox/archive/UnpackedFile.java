package gradebox.sandbox.archive;

/**
 * Describe a file that was written.
 *
 * @param path relative, with {@code /}
 * @param bytes its size
 * @param sha256 of its content, in hex
 */
public record UnpackedFile(String path, long bytes, String sha256) {}
