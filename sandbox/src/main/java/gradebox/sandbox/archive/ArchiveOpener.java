package gradebox.sandbox.archive;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Open zips, tars and gzipped tars that may be hostile. Only regular files come out, with names
 * that are safe to show, into a folder that did not exist before; modes, owners, times and links
 * are never restored; an archive inside the archive stays a file.
 *
 * <p>A file that cannot be had without harm, such as a link, is left out and listed. An archive
 * that two programs could read differently, that is encrypted, damaged, or larger than the limits
 * is refused, and nothing of it stays.
 */
public final class ArchiveOpener {
    private final ArchiveLimits limits;
    private final Refusal refusal;

    public ArchiveOpener(ArchiveLimits limits, Refusal refusal) {
        this.limits = limits;
        this.refusal = refusal;
    }

    /**
     * Describe a file in an archive.
     *
     * @param path relative, with {@code /}
     * @param kind what it is by its own first bytes
     */
    public record Listed(String path, ArchiveKind kind) {}

    /**
     * Open an archive.
     *
     * @param fresh the folder to make; whoever may enter its parent may read it
     * @throws ArchiveRefusedException if it is refused; {@code fresh} does not exist then
     * @throws IOException if the machine fails
     */
    public Unpacked open(Path archive, Path fresh) throws ArchiveRefusedException, IOException {
        var ledger = new Ledger(limits, refusal);
        try (var folder = FreshFolder.create(fresh, limits, Files.size(archive))) {
            read(
                    archive,
                    (name, type, content) -> {
                        Optional<String> path = ledger.admit(name, type);
                        if (path.isPresent()) {
                            write(folder, ledger, path.get(), content);
                        }
                    });
            return folder.keep(ledger.dropped());
        }
    }

    private static void write(FreshFolder folder, Ledger ledger, String path, EntryBytes content)
            throws ArchiveRefusedException, IOException {
        try {
            folder.write(path, content);
        } catch (EntryRefusedException e) {
            ledger.refuse(path, e.why());
        }
    }

    /**
     * List the files that opening an archive would give, without writing any.
     *
     * @throws ArchiveRefusedException if it cannot be opened
     */
    public List<Listed> list(Path archive) throws ArchiveRefusedException, IOException {
        var ledger = new Ledger(limits, Refusal.ENTRY);
        List<Listed> files = new ArrayList<>();
        read(
                archive,
                (name, type, content) -> {
                    Optional<String> path = ledger.admit(name, type);
                    if (path.isPresent()) {
                        files.add(new Listed(path.get(), kind(content)));
                    }
                });
        return List.copyOf(files);
    }

    private static ArchiveKind kind(EntryBytes content)
            throws ArchiveRefusedException, IOException {
        try {
            byte[] head = new byte[ArchiveKind.HEAD];
            int n = Math.max(0, content.read(head));
            return ArchiveKind.of(Arrays.copyOf(head, n));
        } catch (EntryRefusedException e) {
            // Opening will tell what is wrong with it.
            return ArchiveKind.NONE;
        }
    }

    private void read(Path archive, EntryVisitor visitor)
            throws ArchiveRefusedException, IOException {
        if (!Files.isRegularFile(archive, LinkOption.NOFOLLOW_LINKS)) {
            throw new ArchiveRefusedException("it is not a regular file");
        }
        ArchiveKind kind = ArchiveKind.of(archive);
        try (SeekableByteChannel channel =
                new ReadChannel(
                        Files.newByteChannel(
                                archive,
                                Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
            switch (kind) {
                case ZIP -> new ZipReader(limits).read(channel, visitor);
                case TAR, TAR_GZIP ->
                        new TarReader(limits)
                                .read(
                                        Channels.newInputStream(channel),
                                        kind == ArchiveKind.TAR_GZIP,
                                        visitor);
                case UNSUPPORTED ->
                        throw new ArchiveRefusedException(
                                "it is an archive of another kind; upload a zip or a tar.gz");
                case NONE ->
                        throw new ArchiveRefusedException(
                                "it is no archive, or a damaged one; make it again and upload it"
                                        + " again");
            }
        } catch (ReadChannel.FaultException e) {
            throw e.fault();
        }
    }
}
