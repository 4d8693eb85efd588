package gradebox.sandbox;

import java.nio.file.Path;

/**
 * Show a host's file or folder inside a sandbox, read-only: nothing on the host is ever writable
 * from inside.
 *
 * @param source an absolute path on the host
 * @param target an absolute path inside
 */
public record Mount(Path source, String target) {

    public Mount {
        if (!source.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + source);
        }
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + target);
        }
    }
}
