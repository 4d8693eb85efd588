package gradebox.sandbox.bubblewrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Name an unpacked image and what lies at its top: those are shown one by one, so that the root
 * itself is new and any mount finds its place there.
 *
 * @param path where it lies
 * @param links by name, the links at the top with their targets
 * @param folders the folders at the top that a sandbox has from the image
 * @param environment what the image's recipe sets
 */
record RootFileSystem(
        Path path,
        Map<String, String> links,
        Set<String> folders,
        Map<String, String> environment) {
    /** What each sandbox has of its own. */
    private static final Set<String> OWN = Set.of("dev", "proc", "sys", "tmp", "work");

    RootFileSystem {
        links = Collections.unmodifiableMap(new TreeMap<>(links));
        folders = Collections.unmodifiableSet(new java.util.TreeSet<>(folders));
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** Look at an unpacked image. */
    static RootFileSystem at(Path path, Map<String, String> environment) throws IOException {
        var links = new TreeMap<String, String>();
        var folders = new java.util.TreeSet<String>();
        try (var all = Files.list(path)) {
            for (var entry : all.toList()) {
                String name = String.valueOf(entry.getFileName());
                if (Files.isSymbolicLink(entry)) {
                    links.put(name, Files.readSymbolicLink(entry).toString());
                } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                        && !OWN.contains(name)) {
                    folders.add(name);
                }
            }
        }
        return new RootFileSystem(path, links, folders, environment);
    }
}
