package gradebox.sandbox.call;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Read and write NumPy's {@code .npz} format: a zip of {@code .npy} files. */
public final class Npz {
    private static final int MOST_ARRAYS = 64;
    private static final String SUFFIX = ".npy";

    private Npz() {}

    /**
     * Read every array.
     *
     * @param mostBytes what all of them together may have, unpacked
     * @throws ProtocolException if the bytes are no such archive, or more than that
     */
    public static Map<String, Value.Array> read(byte[] bytes, int mostBytes)
            throws ProtocolException {
        var arrays = new LinkedHashMap<String, Value.Array>();
        try (var zip =
                ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                        .get()) {
            int left = mostBytes;
            var entries = zip.getEntries();
            while (entries.hasMoreElements()) {
                var entry = entries.nextElement();
                String name = entry.getName();
                if (!name.endsWith(SUFFIX) || arrays.size() == MOST_ARRAYS) {
                    throw new ProtocolException(
                            "an .npz file with something in it that is no array");
                }
                byte[] array = unpack(zip, entry, left);
                left -= array.length;
                name = name.substring(0, name.length() - SUFFIX.length());
                if (arrays.put(name, Npy.read(array)) != null) {
                    throw new ProtocolException("an .npz file with two arrays of one name");
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ProtocolException("a file that is no .npz archive", e);
        }
        return arrays;
    }

    private static byte[] unpack(ZipFile zip, ZipArchiveEntry entry, int most)
            throws IOException, ProtocolException {
        int method = entry.getMethod();
        if (method != ZipEntry.STORED && method != ZipEntry.DEFLATED) { // NumPy knows no other
            throw new ProtocolException("an .npz file that is packed as NumPy packs none");
        }
        var out = new ByteArrayOutputStream();
        try (var in = zip.getInputStream(entry)) {
            in.transferTo(new Capped(out, most));
        }
        byte[] array = out.toByteArray();
        var crc = new CRC32();
        crc.update(array);
        if (crc.getValue() != entry.getCrc()) {
            throw new ProtocolException("an .npz file whose checksums are wrong");
        }
        return array;
    }

    /** Counts what is really unpacked, whatever the archive says. */
    private static final class Capped extends java.io.OutputStream {
        private final ByteArrayOutputStream out;
        private final int most;

        Capped(ByteArrayOutputStream out, int most) {
            this.out = out;
            this.most = most;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (count > most - out.size()) {
                throw new IOException("more than " + most + " bytes");
            }
            out.write(bytes, from, count);
        }
    }

    /** Write arrays, uncompressed in effect and the same for the same arrays. */
    public static byte[] write(Map<String, Value.Array> arrays) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.setLevel(0);
            for (var array : arrays.entrySet()) {
                var entry = new ZipEntry(array.getKey() + SUFFIX);
                entry.setTime(0);
                zip.putNextEntry(entry);
                new ByteArrayInputStream(Npy.write(array.getValue())).transferTo(zip);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return out.toByteArray();
    }
}
