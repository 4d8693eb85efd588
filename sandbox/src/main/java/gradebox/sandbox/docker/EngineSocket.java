package gradebox.sandbox.docker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Speak to the engine's socket where its client library cannot be used. */
final class EngineSocket {
    private static final int LONGEST_HEAD = 1 << 14;

    private final Path socket;

    EngineSocket(Path socket) {
        this.socket = socket;
    }

    /**
     * Ask the engine for a sign of life, over a connection of its own: an engine that is shutting
     * down still serves its old connections, but takes no new ones.
     */
    void ping() throws IOException {
        try (var channel = connect()) {
            request(channel, "GET /_ping HTTP/1.1", "Connection: close");
            int status = status(channel);
            if (status != 200) {
                throw new IOException("the engine answered a ping with " + status);
            }
        }
    }

    /**
     * Take over the streams of a container, best before it starts so that nothing is missed.
     *
     * @return a connection that carries the container's input there and its framed output back
     */
    SocketChannel attach(String container) throws IOException {
        var channel = connect();
        try {
            String query = "attach?stream=1&stdin=1&stdout=1&stderr=1";
            request(
                    channel,
                    "POST /containers/" + container + "/" + query + " HTTP/1.1",
                    "Connection: Upgrade",
                    "Upgrade: tcp",
                    "Content-Length: 0");
            int status = status(channel);
            if (status != 101 && status != 200) {
                throw new IOException("the engine answered with " + status);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Make an image out of an archive of a root file system. Measured: sent through docker-java, an
     * archive of 128 MB reached the engine cut short.
     *
     * @param name what to call it, tag included
     */
    void importImage(Path archive, String name) throws IOException {
        try (var channel = connect();
                var file = FileChannel.open(archive)) {
            long size = file.size();
            request(
                    channel,
                    "POST /images/create?fromSrc=-&repo=" + name + " HTTP/1.1",
                    "Content-Type: application/x-tar",
                    "Content-Length: " + size,
                    "Connection: close");
            for (long sent = 0; sent < size; ) {
                sent += file.transferTo(sent, size - sent, channel);
            }
            int status = status(channel);
            var answer = new String(read(channel), StandardCharsets.UTF_8);
            if (status != 200 || answer.contains("\"error\"")) {
                throw new IOException("the engine answered with " + status + ": " + answer.strip());
            }
        }
    }

    /**
     * Write a container's root file system as an archive. Asked in the protocol's first version,
     * the engine sends it in one piece, up to the end of the connection.
     */
    void export(String container, OutputStream archive) throws IOException {
        try (var channel = connect()) {
            request(
                    channel,
                    "GET /containers/" + container + "/export HTTP/1.0",
                    "Connection: close");
            int status = status(channel);
            if (status != 200) {
                throw new IOException("the engine answered with " + status);
            }
            Channels.newInputStream(channel).transferTo(archive);
        }
    }

    private static byte[] read(SocketChannel channel) throws IOException {
        var body = ByteBuffer.allocate(LONGEST_HEAD);
        while (body.hasRemaining() && channel.read(body) >= 0) {
            // until the end, or more than anybody wants to know
        }
        return Arrays.copyOf(body.array(), body.position());
    }

    private SocketChannel connect() throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void request(SocketChannel channel, String line, String... headers)
            throws IOException {
        String head = line + "\r\nHost: docker\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        var bytes = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Read the head of an answer byte by byte, so that nothing of what follows is taken away. */
    private static int status(SocketChannel channel) throws IOException {
        var head = new ByteArrayOutputStream();
        var one = ByteBuffer.allocate(1);
        int newlines = 0;
        while (newlines < 2) {
            if (channel.read(one.clear()) < 0 || head.size() == LONGEST_HEAD) {
                throw new EOFException("the engine's answer has no end to its head");
            }
            byte b = one.get(0);
            head.write(b);
            newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
        }
        String line = head.toString(StandardCharsets.US_ASCII).lines().findFirst().orElse("");
        if (!line.matches("HTTP/1\\.[01] \\d{3}\\b.*")) {
            throw new IOException("the engine's answer is no HTTP: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }
}
