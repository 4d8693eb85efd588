package gradebox.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine;

/** Know which gradebox this is. */
final class Version implements CommandLine.IVersionProvider {

    /** Return the version as it was built. */
    static String number() {
        var properties = new Properties();
        try (var in = Version.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "of unknown version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"gradebox " + number()};
    }
}
