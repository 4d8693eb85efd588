package gradebox.sandbox.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Tell archives apart by their first bytes, whatever their name says. */
public enum ArchiveKind {
    ZIP,
    TAR,
    TAR_GZIP,
    /** An archive of a kind that is not opened: RAR, 7z, xz, bzip2. */
    UNSUPPORTED,
    /** No archive: a file like any other. */
    NONE;

    static final int HEAD = 512;

    /** Look at a regular file, which must not be a link. */
    public static ArchiveKind of(Path file) throws IOException {
        var head = ByteBuffer.allocate(HEAD);
        try (SeekableByteChannel channel =
                Files.newByteChannel(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (head.hasRemaining() && channel.read(head) >= 0) {
                // read on: a channel may give less than was asked for
            }
        }
        return of(Arrays.copyOf(head.array(), head.position()));
    }

    static ArchiveKind of(byte[] head) {
        if (startsWith(head, "504b0304") || startsWith(head, "504b0506")) {
            return ZIP;
        }
        if (startsWith(head, "1f8b08")) {
            return TAR_GZIP;
        }
        if (startsWith(head, "526172211a07")
                || startsWith(head, "377abcaf271c")
                || startsWith(head, "fd377a585a00")
                || isBzip2(head)) {
            return UNSUPPORTED;
        }
        return isTar(head) ? TAR : NONE;
    }

    private static boolean startsWith(byte[] head, String hex) {
        byte[] magic = HexFormat.of().parseHex(hex);
        return head.length >= magic.length
                && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }

    /** "BZh" alone could begin a text; the block's magic number follows it. */
    private static boolean isBzip2(byte[] head) {
        return startsWith(head, "425a68")
                && head.length >= 10
                && Arrays.equals(head, 4, 10, HexFormat.of().parseHex("314159265359"), 0, 6);
    }

    private static boolean isTar(byte[] head) {
        if (head.length < HEAD) {
            return false;
        }
        String magic = new String(head, 257, 5, StandardCharsets.US_ASCII);
        return (magic.equals("ustar") || magic.equals("\0\0\0\0\0")) && hasTarCheckSum(head);
    }

    private static boolean hasTarCheckSum(byte[] head) {
        try {
            return TarUtils.verifyCheckSum(head);
        } catch (IllegalArgumentException e) {
            // What stands in the checksum's place is no number.
            return false;
        }
    }
}
