package gradebox.graders.junit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Name all that a compiled suite depends on by one digest: its sources, the compiler and its
 * options, and the class path.
 *
 * <p>Sources count by their bytes. Of the class path's files size and time count, as with any build
 * tool: they are gradebox's own, and many.
 */
final class SuiteKey {
    private final MessageDigest digest;

    private SuiteKey(MessageDigest digest) {
        this.digest = digest;
    }

    static String of(Path folder, List<Path> sources, List<String> options, String classPath)
            throws IOException {
        var key = new SuiteKey(DigestUtils.getSha256Digest());
        key.add(Runtime.version() + " " + System.getProperty("java.vm.vendor"));
        key.add(String.join("\0", options));
        for (var entry : classPath.split(File.pathSeparator, -1)) {
            key.addEntry(Path.of(entry).toAbsolutePath());
        }
        for (var source : sources) {
            key.add(folder.relativize(source).toString());
            key.add(Files.readAllBytes(source));
        }
        return Hex.encodeHexString(key.digest.digest());
    }

    private void addEntry(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            try (var files = Files.walk(entry)) {
                for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                    addFile(file);
                }
            }
        } else if (Files.exists(entry)) {
            addFile(entry);
            addManifest(entry);
        }
    }

    /** Add what a jar's manifest puts onto the class path: the launcher names one jar only. */
    private void addManifest(Path entry) throws IOException {
        if (!entry.toString().endsWith(".jar")) {
            return;
        }
        try (var jar = new JarFile(entry.toFile())) {
            var manifest = jar.getManifest();
            var more =
                    manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (more != null) {
                for (var word : more.strip().split("\\s+", -1)) {
                    var file = entry.resolveSibling(word);
                    if (Files.exists(file)) {
                        addFile(file);
                    }
                }
            }
        }
    }

    private void addFile(Path file) throws IOException {
        add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
    }

    private void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Add a length first, so that no two lists of parts give the same bytes. */
    private void add(byte[] part) {
        digest.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(part);
    }
}
