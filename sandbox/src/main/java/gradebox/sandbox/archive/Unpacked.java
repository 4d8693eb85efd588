package gradebox.sandbox.archive;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Hold what came out of an archive or a folder.
 *
 * @param root the folder; regular files and folders only, all ours, readable by anyone who can
 *     reach it
 * @param files every file, sorted by path
 * @param dropped what was left out
 */
public record Unpacked(Path root, List<UnpackedFile> files, List<Dropped> dropped) {

    public Unpacked {
        files = files.stream().sorted(Comparator.comparing(UnpackedFile::path)).toList();
        dropped = List.copyOf(dropped);
    }

    /** Return the paths of the files, sorted. */
    public List<String> paths() {
        return files.stream().map(UnpackedFile::path).toList();
    }

    /** Return the size of all files together. */
    public long bytes() {
        return files.stream().mapToLong(UnpackedFile::bytes).sum();
    }

    /** Return a SHA-256, in hex, over names and contents: it changes when any of them does. */
    public String digest() {
        MessageDigest sha = DigestUtils.getSha256Digest();
        for (UnpackedFile file : files) {
            // One line a file; a path holds no line break, so lines cannot run together.
            String line = file.sha256() + " " + file.bytes() + " " + file.path() + "\n";
            sha.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Return the part that lies in a folder, with paths relative to it. */
    public Unpacked within(String folder) {
        String prefix = folder + "/";
        int cut = prefix.length();
        var inside =
                files.stream()
                        .filter(f -> f.path().startsWith(prefix))
                        .map(f -> new UnpackedFile(f.path().substring(cut), f.bytes(), f.sha256()))
                        .toList();
        var outside =
                dropped.stream()
                        .filter(d -> d.path().startsWith(prefix))
                        .map(d -> new Dropped(d.path().substring(cut), d.why(), d.kind()))
                        .toList();
        return new Unpacked(root.resolve(folder), inside, outside);
    }
}
