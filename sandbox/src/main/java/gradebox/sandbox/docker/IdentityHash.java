package gradebox.sandbox.docker;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hash a list of parts with SHA-256, lengths included, so that no two lists run together. */
final class IdentityHash {
    private final MessageDigest digest;

    IdentityHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    void add(byte[] part) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length).flip());
        digest.update(part);
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
