package gradebox.sandbox.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Stand between a client and the engine, to be cut off like an engine that dies. */
final class EngineProxy implements AutoCloseable {
    private static final Path ENGINE = Path.of("/var/run/docker.sock");

    private final Path socket;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final Semaphore running = new Semaphore(1);
    private ServerSocketChannel server;

    EngineProxy(Path folder) throws IOException {
        socket = folder.resolve("engine.sock");
        server = listen();
    }

    Map<String, String> environment() {
        return Map.of("DOCKER_HOST", "unix://" + socket);
    }

    private ServerSocketChannel listen() throws IOException {
        var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().name("proxy").start(() -> accept(listening));
        return listening;
    }

    private void accept(ServerSocketChannel listening) {
        try {
            while (true) {
                var client = listening.accept();
                var engine = SocketChannel.open(UnixDomainSocketAddress.of(ENGINE));
                connections.add(client);
                connections.add(engine);
                Thread.ofPlatform().daemon().start(() -> pump(client, engine));
                Thread.ofPlatform().daemon().start(() -> pump(engine, client));
            }
        } catch (IOException e) {
            // cut off
        }
    }

    private void pump(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocateDirect(1 << 16);
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                pass();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
            pass();
            to.shutdownOutput();
        } catch (IOException e) {
            // cut off
        }
    }

    private void pass() {
        running.acquireUninterruptibly();
        running.release();
    }

    /** Take no new connections; the old ones live on. */
    void refuseNewcomers() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }

    /** Die. */
    void cut() throws IOException {
        refuseNewcomers();
        for (var connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    /** Hang: take what comes, new connections too, and answer nothing. */
    void hang() {
        running.acquireUninterruptibly();
    }

    /** Go on after {@link #hang}, with all that came meanwhile. */
    void goOn() {
        running.release();
    }

    /** Come back. */
    void restart() throws IOException {
        server = listen();
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}
