package gradebox.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Tell two builds of one version apart, so that a result of yesterday's code is not taken for
 * today's.
 */
final class BuildDigest {
    private static final int HEX_DIGITS = 12;

    private BuildDigest() {}

    /** Return a digest of gradebox's own jars, or of its folders of classes. */
    static String ofClassPath(String classPath) throws IOException {
        var digest = DigestUtils.getSha256Digest();
        try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (var entry : own(classPath)) {
                add(entry, sink);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
    }

    private static List<Path> own(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(BuildDigest::isOurs)
                .sorted()
                .toList();
    }

    private static boolean isOurs(Path entry) {
        if (entry.endsWith(Path.of("target", "classes"))) {
            return true;
        }
        var name = String.valueOf(entry.getFileName());
        return name.startsWith("gradebox") && name.endsWith(".jar");
    }

    private static void add(Path entry, OutputStream sink) throws IOException {
        if (Files.isRegularFile(entry)) {
            copy(entry, sink);
        } else if (Files.isDirectory(entry)) {
            try (Stream<Path> files = Files.walk(entry)) {
                for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                    copy(file, sink);
                }
            }
        }
    }

    private static void copy(Path file, OutputStream sink) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(sink);
        }
    }
}
