package gradebox.sandbox.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * Hold where a zip's central directory lies (PKWARE's APPNOTE, 4.3.14 to 4.3.16). A zip is refused
 * unless its directory, its end record and the end of the file follow on one another: readers
 * disagree about all others.
 */
record ZipEnd(long entries, long directory, long directoryEnd) {
    private static final int SIGNATURE = 0x06054b50;
    private static final int SIGNATURE_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int BYTES = 22;
    private static final int LOCATOR_BYTES = 20;
    private static final int BYTES_64 = 56;

    static ZipEnd read(SeekableByteChannel channel, ArchiveLimits limits)
            throws ArchiveRefusedException, IOException {
        long size = channel.size();
        int tail = (int) Math.min(size, BYTES + 0xffffL);
        ByteBuffer bytes = bytes(channel, size - tail, tail);
        for (int at = tail - BYTES; at >= 0; at--) {
            if (bytes.getInt(at) == SIGNATURE) {
                int comment = Short.toUnsignedInt(bytes.getShort(at + 20));
                if (at + BYTES + comment != tail) {
                    throw new ArchiveRefusedException(
                            "something follows the zip's end; make it again");
                }
                return read(channel, size - tail + at).within(limits);
            }
        }
        throw new ArchiveRefusedException(Parsing.DAMAGED);
    }

    private static ZipEnd read(SeekableByteChannel channel, long at)
            throws ArchiveRefusedException, IOException {
        ByteBuffer record = bytes(channel, at, BYTES);
        if (record.getShort(4) != 0 || record.getShort(6) != 0) {
            throw new ArchiveRefusedException("it is one part of a zip in several parts");
        }
        if (record.getShort(8) != record.getShort(10)) {
            throw contradicts();
        }
        if (at >= LOCATOR_BYTES && bytes(channel, at - LOCATOR_BYTES, 4).getInt(0) == LOCATOR_64) {
            return read64(channel, at - LOCATOR_BYTES, record);
        }
        long entries = Short.toUnsignedLong(record.getShort(10));
        return new ZipEnd(entries, narrow(record, 16), at).ofSize(narrow(record, 12));
    }

    private static ZipEnd read64(SeekableByteChannel channel, long locator, ByteBuffer record)
            throws ArchiveRefusedException, IOException {
        long at = bytes(channel, locator, LOCATOR_BYTES).getLong(8);
        if (at < 0 || at != locator - BYTES_64) {
            throw contradicts();
        }
        ByteBuffer record64 = bytes(channel, at, BYTES_64);
        long entries = record64.getLong(32);
        long size = record64.getLong(40);
        long directory = record64.getLong(48);
        boolean agrees =
                record64.getInt(0) == SIGNATURE_64
                        && record64.getLong(4) == BYTES_64 - 12
                        && entries == record64.getLong(24)
                        && agrees(Short.toUnsignedLong(record.getShort(10)), entries, 0xffffL)
                        && agrees(narrow(record, 12), size, 0xffffffffL)
                        && agrees(narrow(record, 16), directory, 0xffffffffL);
        if (!agrees) {
            throw contradicts();
        }
        return new ZipEnd(entries, directory, at).ofSize(size);
    }

    private static boolean agrees(long narrow, long wide, long placeholder) {
        return narrow == wide || narrow == placeholder;
    }

    private static long narrow(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    private ZipEnd ofSize(long size) throws ArchiveRefusedException {
        if (directory < 0 || size < 0 || size > directoryEnd || directory != directoryEnd - size) {
            throw new ArchiveRefusedException(
                    "something stands before the zip's beginning, or a part of it is missing;"
                            + " make it again");
        }
        return this;
    }

    /** Bound what is parsed before any of it is parsed. */
    private ZipEnd within(ArchiveLimits limits) throws ArchiveRefusedException {
        if (entries < 0
                || entries > limits.entriesWithJunk()
                || directoryEnd - directory > limits.entriesWithJunk() * 1024L) {
            throw new ArchiveRefusedException(
                    "it holds more than "
                            + limits.entries()
                            + " files; hand in only what is asked for");
        }
        return this;
    }

    static ArchiveRefusedException contradicts() {
        return new ArchiveRefusedException("the zip contradicts itself; make it again");
    }

    static ByteBuffer bytes(SeekableByteChannel channel, long at, int length)
            throws ArchiveRefusedException, IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(at);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new ArchiveRefusedException(Parsing.DAMAGED);
            }
        }
        return bytes.flip();
    }
}
