package gradebox.grading;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derive every seed of a run from one secret root, the same for every student: HMAC-SHA-256 of a
 * purpose under the root, cut to 31 bits, so that NumPy, PyTorch and Java all take it. A data set's
 * has 63: students are given the training part, and must not find the held-out part's seed by
 * trying them all.
 */
public final class Seeds {
    private final byte[] root;

    private Seeds(byte[] root) {
        this.root = root;
    }

    /** Take a root of at least 16 bytes, in hex. */
    public static Seeds of(String hex) {
        byte[] root = HexFormat.of().parseHex(hex);
        if (root.length < 16) {
            throw new IllegalArgumentException(
                    "a root seed has at least 16 bytes, this one " + root.length);
        }
        return new Seeds(root);
    }

    /** Return the seed for a purpose: a check's id, {@code train/glyphs/0}. */
    public long seed(String purpose) {
        return hash(purpose).getInt() & Integer.MAX_VALUE;
    }

    /** Return the seed of a generated data set. */
    public long data(String id) {
        return hash("data/" + id).getLong() & Long.MAX_VALUE;
    }

    private ByteBuffer hash(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(root, "HmacSHA256"));
            return ByteBuffer.wrap(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
