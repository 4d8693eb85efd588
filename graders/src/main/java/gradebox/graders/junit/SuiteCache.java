package gradebox.graders.junit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Keep compiled suites between runs, since to compile one costs more than a second.
 *
 * <p>What lies here is run by gradebox itself. So a folder that is not this user's, or that anybody
 * else could enter, is not used at all; each file starts with the digest of the rest, and appears
 * whole or not at all. Nothing depends on the cache: where it cannot be read or written, the suite
 * is compiled.
 */
final class SuiteCache {
    /** Where a user wants it instead. */
    static final String VARIABLE = "GRADEBOX_CACHE";

    static final int MOST_ENTRIES = 64;

    private static final int MOST_BYTES = 4 << 20;
    private static final int DIGEST = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private final Path folder;

    SuiteCache(Path folder) {
        this.folder = folder;
    }

    /** Return this user's: {@code GRADEBOX_CACHE}, root's, or where XDG puts such things. */
    static SuiteCache of(Map<String, String> environment, boolean isRoot, Path home) {
        var own = environment.getOrDefault(VARIABLE, "");
        var xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path place;
        if (!own.isEmpty()) {
            place = Path.of(own).toAbsolutePath();
        } else if (isRoot) { // whose home may be another's, under sudo
            place = Path.of("/var/cache/gradebox");
        } else {
            // The XDG specification says to ignore a relative path.
            place = (xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".cache"));
            place = place.resolve("gradebox");
        }
        return new SuiteCache(place.resolve("suites"));
    }

    static SuiteCache ofThisUser() {
        boolean isRoot;
        try {
            isRoot = uid(Path.of("/proc/self")).equals(0);
        } catch (IOException | UnsupportedOperationException e) {
            isRoot = false;
        }
        return of(System.getenv(), isRoot, Path.of(System.getProperty("user.home")));
    }

    /** Unpack a suite's classes into an empty folder; tell whether they were here, and whole. */
    boolean fetch(String key, Path into) {
        try {
            if (!Files.isDirectory(folder) || !isOurs()) {
                return false;
            }
            var file = folder.resolve(key);
            var classes = Files.isRegularFile(file) ? verified(file) : Optional.<byte[]>empty();
            if (classes.isEmpty()) {
                return false;
            }
            unpack(classes.get(), into);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static Optional<byte[]> verified(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            return Optional.empty();
        }
        var all = Files.readAllBytes(file);
        if (all.length < DIGEST) {
            return Optional.empty();
        }
        var classes = Arrays.copyOfRange(all, DIGEST, all.length);
        var digest = DigestUtils.sha256(classes);
        return Arrays.equals(digest, Arrays.copyOf(all, DIGEST))
                ? Optional.of(classes)
                : Optional.empty();
    }

    private static void unpack(byte[] classes, Path into) throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(classes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = into.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
        }
    }

    /** Keep a suite's classes, if that can be done. */
    void keep(String key, Path classes) {
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            var packed = pack(classes);
            if (packed.length + DIGEST > MOST_BYTES || !isOurs()) {
                return;
            }
            var draft = Files.createTempFile(folder, ".", "");
            try (var out = Files.newOutputStream(draft)) {
                out.write(DigestUtils.sha256(packed));
                out.write(packed);
            }
            Files.move(draft, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
            removeOldest();
        } catch (IOException | UnsupportedOperationException e) {
            return; // the next run compiles it again
        }
    }

    private static byte[] pack(Path classes) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var files = Files.walk(classes);
                var zip = new ZipOutputStream(bytes)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return bytes.toByteArray();
    }

    /** Drafts of runs that were killed are files here, too, and grow old. */
    private void removeOldest() throws IOException {
        var times = new HashMap<Path, FileTime>();
        try (var files = Files.list(folder)) {
            files.forEach(file -> times.put(file, time(file)));
        }
        var newestFirst = Map.Entry.<Path, FileTime>comparingByValue().reversed();
        for (var old : times.entrySet().stream().sorted(newestFirst).skip(MOST_ENTRIES).toList()) {
            Files.deleteIfExists(old.getKey());
        }
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0); // another run has removed it
        }
    }

    private boolean isOurs() throws IOException {
        var is = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return is.isDirectory()
                && OWNER_ONLY.equals(is.permissions())
                && uid(folder).equals(uid(Path.of("/proc/self")));
    }

    private static Object uid(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid");
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
