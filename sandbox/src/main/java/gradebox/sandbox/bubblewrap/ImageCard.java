package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.Image;
import gradebox.sandbox.docker.ImageIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Hold what is known of an unpacked image; it lies beside it in a file.
 *
 * @param name what the image is called, {@code cpu}
 * @param recipe the hash of its recipe; empty for one that gradebox did not build
 * @param identity of recipe and packages; empty likewise
 * @param digest what its engine called it, or the hash of what was unpacked
 * @param made when it was unpacked
 * @param environment what its recipe sets
 */
record ImageCard(
        String name,
        String recipe,
        String identity,
        String digest,
        Instant made,
        Map<String, String> environment) {
    private static final String FILE = "image.properties";
    private static final String VARIABLE = "environment.";

    ImageCard {
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    Image image() {
        return new Image(
                identity.isEmpty() ? name : ImageIdentity.tag(name, identity), digest, identity);
    }

    static ImageCard read(Path folder) throws IOException {
        var all = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve(FILE))) {
            all.load(reader);
        }
        var environment = new TreeMap<String, String>();
        for (var key : all.stringPropertyNames()) {
            if (key.startsWith(VARIABLE)) {
                environment.put(key.substring(VARIABLE.length()), all.getProperty(key));
            }
        }
        return new ImageCard(
                all.getProperty("name", ""),
                all.getProperty("recipe", ""),
                all.getProperty("identity", ""),
                all.getProperty("digest", ""),
                Instant.parse(all.getProperty("made", "1970-01-01T00:00:00Z")),
                environment);
    }

    void write(Path folder) throws IOException {
        var all = new Properties();
        all.putAll(
                Map.of(
                        "name",
                        name,
                        "recipe",
                        recipe,
                        "identity",
                        identity,
                        "digest",
                        digest,
                        "made",
                        made.toString()));
        environment.forEach((key, value) -> all.setProperty(VARIABLE + key, value));
        try (var writer = Files.newBufferedWriter(folder.resolve(FILE))) {
            all.store(writer, null);
        }
    }
}
