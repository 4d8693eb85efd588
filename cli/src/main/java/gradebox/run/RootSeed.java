package gradebox.run;

import gradebox.grading.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Hold the one secret that every seed of an assignment comes from.
 *
 * @param hex 32 bytes
 */
public record RootSeed(String hex) {

    /** The root of demonstrations and tests: everybody knows it, so it must not grade a class. */
    public static final RootSeed PUBLISHED = new RootSeed("67726164".repeat(8));

    public RootSeed {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a root seed is 64 hexadecimal digits");
        }
    }

    /**
     * How the roots of calibrations are made: they are published, so they must not grade a class.
     */
    public static final String CALIBRATION = "SHA-256 of \"gradebox calibration N\", N from 0 on";

    /** Return one of the roots that solutions are measured with. */
    public static RootSeed calibration(int number) {
        return published("gradebox calibration " + number);
    }

    /** Return the root of what students practise on: everybody can work it out. */
    public static RootSeed practice(String id) {
        return published("gradebox practice " + id);
    }

    private static RootSeed published(String words) {
        return new RootSeed(DigestUtils.sha256Hex(words));
    }

    public Seeds seeds() {
        return Seeds.of(hex);
    }

    /** Return what tells two roots apart and gives neither away. */
    public String fingerprint() {
        var sha = DigestUtils.getSha256Digest();
        sha.update("gradebox root seed ".getBytes(StandardCharsets.UTF_8));
        sha.update(HexFormat.of().parseHex(hex));
        return HexFormat.of().formatHex(sha.digest(), 0, 8);
    }

    /** Keep the secret out of logs and messages. */
    @Override
    public String toString() {
        return "RootSeed[" + fingerprint() + "]";
    }
}
