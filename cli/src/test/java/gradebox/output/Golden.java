package gradebox.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Read what a writer is expected to write. */
final class Golden {

    private Golden() {}

    static String read(String name) throws IOException {
        try (var resource = Golden.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException("no resource " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
