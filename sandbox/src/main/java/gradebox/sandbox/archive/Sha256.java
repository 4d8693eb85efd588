package gradebox.sandbox.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Make SHA-256 digests, which every JDK has. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
