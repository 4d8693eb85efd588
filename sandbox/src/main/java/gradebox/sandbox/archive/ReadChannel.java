package gradebox.sandbox.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Read an archive's file, and mark what the machine fails at: a disk that cannot be read, or a
 * thread that is interrupted, must not look like a damaged archive to whoever parses it.
 */
record ReadChannel(SeekableByteChannel file) implements SeekableByteChannel {

    /** Tell what the machine failed at; it is the cause. */
    static final class FaultException extends IOException {
        private static final long serialVersionUID = 1;

        private final IOException fault;

        FaultException(IOException fault) {
            super(fault);
            this.fault = fault;
        }

        IOException fault() {
            return fault;
        }

        /** Find one below what a parser made of it. */
        static @Nullable FaultException in(@Nullable Throwable failure) {
            for (var cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof FaultException found) {
                    return found;
                }
            }
            return null;
        }
    }

    private interface Call<T> {
        T make() throws IOException;
    }

    private static <T> T marked(Call<T> call) throws FaultException {
        try {
            return call.make();
        } catch (IOException e) {
            throw new FaultException(e);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return marked(() -> file.read(into));
    }

    @Override
    public long position() throws IOException {
        return marked(file::position);
    }

    @Override
    public SeekableByteChannel position(long to) throws IOException {
        marked(() -> file.position(to));
        return this;
    }

    @Override
    public long size() throws IOException {
        return marked(file::size);
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
