package gradebox.sandbox.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Read a tar, packed with gzip or not, from its first byte to its last. */
final class TarReader {
    /** Junk is skipped, but has to be inflated to be skipped. */
    private static final long JUNK_FACTOR = 8;

    private final ArchiveLimits limits;

    TarReader(ArchiveLimits limits) {
        this.limits = limits;
    }

    void read(InputStream archive, boolean gzip, EntryVisitor visitor)
            throws ArchiveRefusedException, IOException {
        var buffered = new BufferedInputStream(archive);
        InputStream plain = gzip ? Parsing.of(() -> inflated(buffered)) : buffered;
        try (var source = new TarSource(plain, cap());
                var tar = new TarArchiveInputStream(source, StandardCharsets.UTF_8.name())) {
            long end = 0;
            for (var entry = next(source, tar); entry != null; entry = next(source, tar)) {
                visit(entry, tar, visitor);
                end = source.position();
            }
            long lastEnd = end;
            if (!Parsing.of(() -> source.endsAfter(lastEnd))) {
                throw new ArchiveRefusedException(
                        "the tar is cut off, or something follows its end; make it again");
            }
        }
    }

    private long cap() {
        long most = Math.min(limits.totalBytes(), Long.MAX_VALUE / JUNK_FACTOR) * JUNK_FACTOR;
        return Math.max(most, ArchiveLimits.RATIO_FREE_BYTES);
    }

    private static InputStream inflated(InputStream archive) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(archive)
                .setDecompressConcatenated(true)
                .get();
    }

    private static @Nullable TarArchiveEntry next(TarSource source, TarArchiveInputStream tar)
            throws ArchiveRefusedException, IOException {
        source.header();
        Optional<TarArchiveEntry> entry = Parsing.of(() -> Optional.ofNullable(tar.getNextEntry()));
        source.content();
        return entry.orElse(null);
    }

    private static void visit(
            TarArchiveEntry entry, TarArchiveInputStream tar, EntryVisitor visitor)
            throws ArchiveRefusedException, IOException {
        if (entry.isSparse()) {
            throw new ArchiveRefusedException("the tar has sparse files; make it again without");
        }
        EntryBytes content = into -> Parsing.of(() -> tar.read(into, 0, into.length));
        visitor.visit(entry.getName(), type(entry), content);
        byte[] rest = new byte[1 << 13];
        while (content.read(rest) >= 0) {
            // to the end of the entry: the reader's own skipping would count as its header
        }
    }

    private static EntryType type(TarArchiveEntry entry) {
        return switch (entry.getLinkFlag()) {
            case TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG ->
                    entry.getName().endsWith("/") ? EntryType.FOLDER : EntryType.FILE;
            case TarConstants.LF_DIR -> EntryType.FOLDER;
            case TarConstants.LF_LINK, TarConstants.LF_SYMLINK -> EntryType.LINK;
            default -> EntryType.SPECIAL;
        };
    }
}
