package gradebox.upload;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Write a form of texts and files as {@code multipart/form-data} (RFC 7578). */
final class Multipart {
    /** Nothing in a header that would end it, or that is escaped in more than one way. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._ +\\[\\]-]+");

    private final String boundary;
    private final List<BodyPublisher> parts = new ArrayList<>();

    /** Begin a form, with a boundary that no file can know. */
    Multipart() {
        var random = new byte[16];
        RandomGenerator.of("SecureRandom").nextBytes(random);
        this.boundary = "gradebox-" + HexFormat.of().formatHex(random);
    }

    Multipart text(String name, String value) {
        add(
                "Content-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(safe(name), value));
        return this;
    }

    /** Add a file, which is read when it is sent. */
    Multipart file(String name, String fileName, Path content) throws FileNotFoundException {
        add(
                "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                        .formatted(safe(name), safe(fileName)));
        parts.add(BodyPublishers.ofFile(content));
        parts.add(BodyPublishers.ofString("\r\n"));
        return this;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() {
        var all = new ArrayList<>(parts);
        all.add(BodyPublishers.ofString("--%s--\r\n".formatted(boundary)));
        return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
    }

    private void add(String head) {
        parts.add(
                BodyPublishers.ofString(
                        "--%s\r\n%s".formatted(boundary, head), StandardCharsets.UTF_8));
    }

    private static String safe(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a form");
        }
        return name;
    }
}
