package gradebox.sandbox.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Write zips byte by byte, lies included. */
final class ZipForge {
    private static final int DATE = 0x5021_0000;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Entry> entries = new ArrayList<>();

    /** An entry, honest until someone changes it. */
    static final class Entry {
        private byte[] localName;
        private byte[] centralName;
        private final byte[] content;
        private byte[] packed;
        private int flags = 1 << 11;
        private int method = 8;
        private int crc;
        private long size;
        private int mode = 0100644;
        private byte[] centralExtra = new byte[0];
        private boolean wide;
        private long offset = -1;

        private Entry(String name, byte[] content) {
            localName = name.getBytes(StandardCharsets.UTF_8);
            centralName = localName;
            this.content = content;
            packed = deflate(content);
            size = content.length;
            var crc32 = new CRC32();
            crc32.update(content);
            crc = (int) crc32.getValue();
        }

        Entry stored() {
            method = 0;
            packed = content;
            return this;
        }

        Entry method(int other) {
            method = other;
            return this;
        }

        Entry mode(int other) {
            mode = other;
            return this;
        }

        Entry flags(int more) {
            flags |= more;
            return this;
        }

        Entry crc(int other) {
            crc = other;
            return this;
        }

        Entry size(long other) {
            size = other;
            return this;
        }

        Entry localName(String other) {
            localName = other.getBytes(StandardCharsets.UTF_8);
            return this;
        }

        Entry rawName(byte[] other, boolean utf8) {
            localName = other;
            centralName = other;
            flags = utf8 ? 1 << 11 : 0;
            return this;
        }

        Entry centralExtra(byte[] other) {
            centralExtra = other;
            return this;
        }

        /** Give its sizes after its data, as tools do that write to a pipe. */
        Entry streamed() {
            return flags(1 << 3);
        }

        /** Streamed, with sizes of eight bytes. */
        Entry streamedWide() {
            wide = true;
            return streamed();
        }

        /** Say that its data lies where another's does. */
        Entry at(long otherOffset) {
            offset = otherOffset;
            return this;
        }

        Entry packedTail(byte[] tail) {
            packed = joined(packed, tail);
            return this;
        }

        private boolean isStreamed() {
            return (flags & 1 << 3) != 0;
        }
    }

    static Entry file(String name, String content) {
        return new Entry(name, content.getBytes(StandardCharsets.UTF_8));
    }

    static Entry file(String name, byte[] content) {
        return new Entry(name, content);
    }

    static Entry folder(String name) {
        return new Entry(name, new byte[0]).stored().mode(0040755);
    }

    static byte[] zip(Entry... entries) {
        var forge = new ZipForge();
        for (Entry entry : entries) {
            forge.add(entry);
        }
        return forge.finish();
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] deflate(byte[] content) {
        if (content.length == 0) {
            return new byte[] {3, 0};
        }
        var deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        var packed = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        while (!deflater.finished()) {
            packed.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return packed.toByteArray();
    }

    private void add(Entry entry) {
        entries.add(entry);
        if (entry.offset >= 0) {
            return;
        }
        entry.offset = out.size();
        boolean late = entry.isStreamed();
        int unknown = entry.wide ? -1 : 0;
        byte[] extra = new byte[0];
        if (entry.wide) {
            extra = raw(buffer(20).putShort((short) 1).putShort((short) 16));
        }
        ByteBuffer header = buffer(30 + entry.localName.length + extra.length);
        header.putInt(0x04034b50).putShort((short) 20).putShort((short) entry.flags);
        header.putShort((short) entry.method).putInt(DATE).putInt(late ? 0 : entry.crc);
        header.putInt(late ? unknown : entry.packed.length);
        header.putInt(late ? unknown : (int) entry.size);
        header.putShort((short) entry.localName.length).putShort((short) extra.length);
        out.writeBytes(raw(header.put(entry.localName).put(extra)));
        out.writeBytes(entry.packed);
        if (late) {
            out.writeBytes(descriptor(entry));
        }
    }

    private static byte[] descriptor(Entry entry) {
        ByteBuffer descriptor = buffer(entry.wide ? 24 : 16);
        descriptor.putInt(0x08074b50).putInt(entry.crc);
        if (entry.wide) {
            descriptor.putLong(entry.packed.length).putLong(entry.size);
        } else {
            descriptor.putInt(entry.packed.length).putInt((int) entry.size);
        }
        return raw(descriptor);
    }

    private byte[] finish() {
        int directory = out.size();
        entries.forEach(this::central);
        ByteBuffer end = buffer(22).putInt(0x06054b50).putInt(0);
        end.putShort((short) entries.size()).putShort((short) entries.size());
        end.putInt(out.size() - directory).putInt(directory).putShort((short) 0);
        out.writeBytes(raw(end));
        return out.toByteArray();
    }

    private void central(Entry entry) {
        byte[] name = entry.centralName;
        ByteBuffer header = buffer(46 + name.length + entry.centralExtra.length);
        header.putInt(0x02014b50).putShort((short) 0x0314).putShort((short) 20);
        header.putShort((short) entry.flags).putShort((short) entry.method).putInt(DATE);
        header.putInt(entry.crc).putInt(entry.packed.length).putInt((int) entry.size);
        header.putShort((short) name.length).putShort((short) entry.centralExtra.length);
        header.putShort((short) 0).putInt(0).putInt(entry.mode << 16).putInt((int) entry.offset);
        out.writeBytes(raw(header.put(name).put(entry.centralExtra)));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] raw(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.rewind().get(bytes);
        return bytes;
    }
}
