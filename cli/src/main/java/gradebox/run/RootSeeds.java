package gradebox.run;

import gradebox.steps.Step;
import gradebox.steps.Steps;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * Keep root seeds in the staff's own state folder, one file an assignment, made when it is first
 * graded. Copy the file where another machine is to give the same grades.
 */
public final class RootSeeds {
    /** What a user writes for the seed that everybody knows. */
    public static final String PUBLISHED = "published";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789-";
    private static final int BYTES = 32;

    private final Path folder;
    private final SecureRandom random;
    private final Steps steps;

    /**
     * @param steps told when a seed is made
     */
    public RootSeeds(Path state, SecureRandom random, Steps steps) {
        this.folder = state.resolve("seeds");
        this.random = random;
        this.steps = steps;
    }

    /** Return the staff's state folder: {@code GRADEBOX_STATE}, or where XDG puts such things. */
    public static Path stateFolder(Map<String, String> environment, Path home) {
        var own = environment.getOrDefault("GRADEBOX_STATE", "");
        if (!own.isEmpty()) {
            return Path.of(own).toAbsolutePath();
        }
        var xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        // The XDG specification says to ignore a relative path.
        return (xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".local/state"))
                .resolve("gradebox");
    }

    /**
     * Return an assignment's root seed; made now if there is none yet.
     *
     * @throws IOException if it cannot be kept, or if others could read it
     */
    public RootSeed of(String assignment) throws IOException {
        var file = folder.resolve(fileName(assignment));
        if (!Files.exists(file)) {
            make(file);
        }
        deleteDrafts(file);
        return read(file);
    }

    /** Read a root seed from a file: 64 hexadecimal digits that nobody but its owner can read. */
    public static RootSeed read(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(
                    file + ": others could read or change the root seed; chmod 600 it");
        }
        if (Files.size(file) > 2L * BYTES + 2) {
            throw notASeed(file);
        }
        try {
            return new RootSeed(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw notASeed(file);
        }
    }

    /** Read the root seed that a user names: a file, or the word {@code published}. */
    public static RootSeed named(String word) throws IOException {
        return word.equals(PUBLISHED) ? RootSeed.PUBLISHED : read(Path.of(word));
    }

    private static IOException notASeed(Path file) {
        return new IOException(file + ": not a root seed, which is 64 hexadecimal digits");
    }

    private void make(Path file) throws IOException {
        var folderOfOwner = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(folderOfOwner));
        var secret = new byte[BYTES];
        random.nextBytes(secret);
        var draft =
                Files.createTempFile(
                        folder, prefix(file), "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            // No file is made here: what another run has cleared away must not come back.
            var text = HexFormat.of().formatHex(secret) + "\n";
            Files.writeString(draft, text, StandardOpenOption.WRITE);
            steps.reached(Step.SEED_DRAFTED);
            // A link appears whole or not at all, and never replaces what another process made.
            Files.createLink(file, draft);
            steps.reached(Step.SEED_KEPT);
        } catch (FileAlreadyExistsException e) {
            // Another run was first; both use its seed.
        } catch (NoSuchFileException e) {
            if (!Files.exists(file)) { // it was first, and has cleared our draft away
                throw e;
            }
        }
    }

    /**
     * Clear drafts away, once the seed is there and nobody needs one: a run may have been killed.
     */
    private void deleteDrafts(Path file) throws IOException {
        try (var all = Files.newDirectoryStream(folder)) {
            for (var one : all) {
                if (one.getFileName().toString().startsWith(prefix(file))) {
                    Files.deleteIfExists(one);
                }
            }
        }
    }

    private static String prefix(Path file) {
        return "." + file.getFileName() + ".";
    }

    /** Name an assignment's file; different ids, different names. */
    private static String fileName(String assignment) {
        var name = new StringBuilder();
        for (int i = 0; i < assignment.length(); i++) {
            char c = assignment.charAt(i);
            if (PLAIN.indexOf(c) >= 0) {
                name.append(c);
            } else {
                name.append(c == '/' ? "_" : "%" + (int) c + ".");
            }
        }
        return name.append(".seed").toString();
    }
}
