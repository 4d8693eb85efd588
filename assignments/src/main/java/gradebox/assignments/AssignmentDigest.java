package gradebox.assignments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.MessageDigestAlgorithms;

/**
 * Hash every file that can change a grade: {@code assignment.yaml}, suites, what commands read and
 * must print, data generators, the recipe of an image with its folder, and the reference solution
 * (it decides whether a broken test is the author's fault or the student's). Data files stand in by
 * the SHA-256 that {@code assignment.yaml} states for them. A handout, a starter, the naive
 * baseline or a README beside them changes nothing.
 */
final class AssignmentDigest {
    private AssignmentDigest() {}

    /** Return the digest, in hex. */
    static String of(Path folder, Path yaml, List<ReferencedFile> referenced) throws IOException {
        var all = new StringBuilder();
        for (var entry : AssignmentFiles.hashed(folder, yaml, referenced).entrySet()) {
            // Hashes are of one length and come first, so that no two trees read the same.
            all.append(ofFile(entry.getValue())).append(entry.getKey()).append('\0');
        }
        return DigestUtils.sha256Hex(all.toString());
    }

    /** Return a file's SHA-256, in hex. */
    static String ofFile(Path file) throws IOException {
        return new DigestUtils(MessageDigestAlgorithms.SHA_256).digestAsHex(file);
    }
}
