package gradebox.assignments;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Copy the sample assignment to where a test may change it. */
final class SampleFolder {
    static final Set<String> TYPES = Set.of("junit", "pytest", "model", "source", "command");

    private SampleFolder() {}

    static Path resource(String name) {
        try {
            var url = SampleFolder.class.getResource(name);
            if (url == null) {
                throw new IllegalStateException("no test resource " + name);
            }
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** List the broken assignments. */
    static List<Path> bad() throws IOException {
        try (var files = Files.list(resource("bad"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    /** Copy it; a folder {@code links} with a link in it comes on top. */
    static Path copyTo(Path target) throws IOException {
        var source = resource("sample");
        List<Path> entries;
        try (var walk = Files.walk(source)) {
            entries = walk.toList();
        }
        for (var entry : entries) {
            var copy = target.resolve(source.relativize(entry).toString());
            if (Files.isDirectory(entry)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(entry, copy);
            }
        }
        var links = Files.createDirectories(target.resolve("links"));
        Files.createSymbolicLink(links.resolve("glyphs.py"), Path.of("../data/glyphs.py"));
        return target.toRealPath();
    }
}
