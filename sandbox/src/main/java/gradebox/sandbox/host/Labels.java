package gradebox.sandbox.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Keep in a folder whose it is, so that a later run can tell what was left behind. */
public final class Labels {
    static final String FILE = "owner";

    private Labels() {}

    public static void write(Path folder, Map<String, String> labels) throws IOException {
        var properties = new Properties();
        properties.putAll(labels);
        try (var writer = Files.newBufferedWriter(folder.resolve(FILE))) {
            properties.store(writer, null);
        }
    }

    /** Return a folder's labels; none, which are nobody's, where it is being given back. */
    public static Map<String, String> read(Path folder) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve(FILE))) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            return Map.of();
        }
        var labels = new TreeMap<String, String>();
        properties
                .stringPropertyNames()
                .forEach(key -> labels.put(key, properties.getProperty(key)));
        return labels;
    }
}
