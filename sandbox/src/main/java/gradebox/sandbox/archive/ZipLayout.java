package gradebox.sandbox.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * Check that a zip means the same to a reader that goes by its central directory and to one that
 * goes from one local header to the next: both say the same of every entry, and the entries lie one
 * after the other from the first byte to the directory, without a gap and without sharing a byte.
 */
final class ZipLayout {
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int LOCAL_BYTES = 30;
    private static final int SIZES_FOLLOW = 1 << 3;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int UTF8 = 1 << 11;
    private static final long PLACEHOLDER = 0xffffffffL;

    private final SeekableByteChannel channel;

    ZipLayout(SeekableByteChannel channel) {
        this.channel = channel;
    }

    void check(List<ZipArchiveEntry> entries, ZipEnd end)
            throws ArchiveRefusedException, IOException {
        var inFileOrder =
                entries.stream()
                        .sorted(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset))
                        .toList();
        long at = 0;
        for (int i = 0; i < inFileOrder.size(); i++) {
            boolean last = i + 1 == inFileOrder.size();
            long next = last ? end.directory() : inFileOrder.get(i + 1).getLocalHeaderOffset();
            check(inFileOrder.get(i), at, next);
            at = next;
        }
        if (inFileOrder.isEmpty() && end.directory() != 0) {
            throw ZipEnd.contradicts();
        }
    }

    private void check(ZipArchiveEntry entry, long at, long next)
            throws ArchiveRefusedException, IOException {
        if (entry.getLocalHeaderOffset() != at || next - at < LOCAL_BYTES) {
            throw overlaps();
        }
        ByteBuffer header = ZipEnd.bytes(channel, at, LOCAL_BYTES);
        int flags = Short.toUnsignedInt(header.getShort(6));
        if ((flags & ENCRYPTED) != 0 || entry.getGeneralPurposeBit().usesEncryption()) {
            throw new ArchiveRefusedException(
                    "the archive is encrypted; upload it without a password");
        }
        int name = Short.toUnsignedInt(header.getShort(26));
        int extra = Short.toUnsignedInt(header.getShort(28));
        long data = at + LOCAL_BYTES + name + extra;
        long packed = entry.getCompressedSize();
        if (data > next || packed < 0 || packed > next - data) {
            throw overlaps();
        }
        ByteBuffer names = ZipEnd.bytes(channel, at + LOCAL_BYTES, name + extra);
        checkHeader(entry, header, flags, names.slice(0, name));
        boolean follow = (flags & SIZES_FOLLOW) != 0;
        checkSizes(entry, header, names.slice(name, extra).order(names.order()), follow);
        checkGap(entry, data + packed, next, follow);
    }

    private static void checkHeader(
            ZipArchiveEntry entry, ByteBuffer header, int flags, ByteBuffer name)
            throws ArchiveRefusedException {
        var central = entry.getGeneralPurposeBit();
        boolean agrees =
                header.getInt(0) == LOCAL_HEADER
                        && name.equals(ByteBuffer.wrap(entry.getRawName()))
                        && Short.toUnsignedInt(header.getShort(8)) == entry.getMethod()
                        && (flags & SIZES_FOLLOW) != 0 == central.usesDataDescriptor()
                        && (flags & UTF8) != 0 == central.usesUTF8ForNames();
        if (!agrees) {
            throw ZipEnd.contradicts();
        }
    }

    private static void checkSizes(
            ZipArchiveEntry entry, ByteBuffer header, ByteBuffer extras, boolean follow)
            throws ArchiveRefusedException {
        Wide sizes = Wide.of(header, extras);
        boolean same =
                header.getInt(14) == (int) entry.getCrc()
                        && sizes.packed() == entry.getCompressedSize()
                        && sizes.unpacked() == entry.getSize();
        boolean left = header.getInt(14) == 0 && sizes.unknown();
        if (!same && !(follow && left)) {
            throw ZipEnd.contradicts();
        }
        if (entry.getMethod() == ZipMethod.STORED.getCode()
                && entry.getSize() != entry.getCompressedSize()) {
            throw ZipEnd.contradicts();
        }
    }

    /** Between an entry's data and the next header there is its data descriptor, or nothing. */
    private void checkGap(ZipArchiveEntry entry, long at, long next, boolean follow)
            throws ArchiveRefusedException, IOException {
        long gap = next - at;
        if (gap == 0) {
            return;
        }
        if (!follow || gap < 12 || gap > 24 || gap % 4 != 0) {
            throw overlaps();
        }
        ByteBuffer descriptor = ZipEnd.bytes(channel, at, (int) gap);
        boolean signed = gap == 16 || gap == 24;
        int from = signed ? 4 : 0;
        boolean wide = gap >= 20;
        long packed = wide ? descriptor.getLong(from + 4) : narrow(descriptor, from + 4);
        long unpacked = wide ? descriptor.getLong(from + 12) : narrow(descriptor, from + 8);
        boolean agrees =
                (!signed || descriptor.getInt(0) == DESCRIPTOR)
                        && descriptor.getInt(from) == (int) entry.getCrc()
                        && packed == entry.getCompressedSize()
                        && unpacked == entry.getSize();
        if (!agrees) {
            throw ZipEnd.contradicts();
        }
    }

    private static long narrow(ByteBuffer bytes, int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }

    private static ArchiveRefusedException overlaps() {
        return new ArchiveRefusedException(
                "the zip's files overlap, or something is hidden between them; make it again");
    }

    /** The sizes of a local header, read out of its zip64 field where they do not fit. */
    private record Wide(long packed, long unpacked) {
        static Wide of(ByteBuffer header, ByteBuffer extras) {
            long packed = narrow(header, 18);
            long unpacked = narrow(header, 22);
            if (packed != PLACEHOLDER && unpacked != PLACEHOLDER) {
                return new Wide(packed, unpacked);
            }
            int at = 0;
            while (at + 4 <= extras.limit()) {
                int length = Short.toUnsignedInt(extras.getShort(at + 2));
                if (extras.getShort(at) == 1 && length >= 16 && at + 20 <= extras.limit()) {
                    return new Wide(extras.getLong(at + 12), extras.getLong(at + 4));
                }
                at += 4 + length;
            }
            return new Wide(packed, unpacked);
        }

        boolean unknown() {
            return (packed == 0 || packed == PLACEHOLDER)
                    && (unpacked == 0 || unpacked == PLACEHOLDER);
        }
    }
}
