package gradebox.assignments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hash files and texts with SHA-256. */
final class Sha256 {
    private final MessageDigest digest;

    Sha256() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Return a file's hash, in hex. */
    static String ofFile(Path file) throws IOException {
        var hash = new Sha256();
        try (var stream = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                hash.digest.update(buffer, 0, count);
            }
        }
        return hash.hex();
    }

    Sha256 add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
