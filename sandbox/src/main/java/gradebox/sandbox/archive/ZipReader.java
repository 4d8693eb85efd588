package gradebox.sandbox.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.AbstractUnicodeExtraField;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Read a zip by its central directory, once its layout is known to have one meaning. */
final class ZipReader {
    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int FOLDER = 0040000;
    private static final int LINK = 0120000;

    private final ArchiveLimits limits;

    ZipReader(ArchiveLimits limits) {
        this.limits = limits;
    }

    void read(SeekableByteChannel channel, EntryVisitor visitor)
            throws ArchiveRefusedException, IOException {
        ZipEnd end = ZipEnd.read(channel, limits);
        try (ZipFile zip = Parsing.of(() -> open(channel))) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            if (entries.size() != end.entries()) {
                throw ZipEnd.contradicts();
            }
            new ZipLayout(channel).check(entries, end);
            for (ZipArchiveEntry entry : entries) {
                var packed = Parsing.of(() -> zip.getRawInputStream(entry));
                try (var content = new ZipContent(entry, packed)) {
                    visitor.visit(name(entry), type(entry), content);
                }
            }
        }
    }

    private static ZipFile open(SeekableByteChannel channel) throws IOException {
        return ZipFile.builder()
                .setSeekableByteChannel(channel)
                .setIgnoreLocalFileHeader(true)
                .setUseUnicodeExtraFields(false)
                .get();
    }

    private static EntryType type(ZipArchiveEntry entry) {
        boolean slash = entry.getName().endsWith("/");
        // Whatever system the entry says it comes from: unzip minds the type there too.
        int type = (int) (entry.getExternalAttributes() >>> 16) & FILE_TYPE;
        return switch (type) {
            case 0, REGULAR -> slash ? EntryType.FOLDER : EntryType.FILE;
            case FOLDER -> slash ? EntryType.FOLDER : EntryType.SPECIAL;
            case LINK -> EntryType.LINK;
            default -> EntryType.SPECIAL;
        };
    }

    private static String name(ZipArchiveEntry entry) throws ArchiveRefusedException {
        byte[] raw = entry.getRawName();
        try {
            String name = utf8(raw);
            return named(entry, name, name);
        } catch (CharacterCodingException e) {
            if (entry.getGeneralPurposeBit().usesUTF8ForNames()) {
                // The replacement characters in it will have it refused.
                return new String(raw, StandardCharsets.UTF_8);
            }
            return named(entry, legacy(raw), "");
        }
    }

    /** Take the name out of the Unicode path field (APPNOTE 4.6.9) if there is one. */
    private static String named(ZipArchiveEntry entry, String name, String utf8)
            throws ArchiveRefusedException {
        if (entry.getExtraField(UnicodePathExtraField.UPATH_ID)
                instanceof AbstractUnicodeExtraField field) {
            String other = new String(field.getUnicodeName(), StandardCharsets.UTF_8);
            if (!utf8.isEmpty() && !utf8.equals(other)) {
                throw ZipEnd.contradicts();
            }
            return other;
        }
        return name;
    }

    private static String utf8(byte[] raw) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    }

    /** Old tools write names in the code page of their machine, which no one can know. */
    private static String legacy(byte[] raw) {
        var name = new StringBuilder();
        for (byte b : raw) {
            name.append(b < 0 ? '_' : (char) b);
        }
        return name.toString();
    }
}
