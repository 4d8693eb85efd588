package gradebox.sandbox.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Copy a folder, or single files, under the rules that archives are opened by: a snapshot that
 * stays as it is when the original changes. No link is followed, not even one that takes a folder's
 * place while it is read.
 */
public final class FolderCopier {
    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final ArchiveLimits limits;

    public FolderCopier(ArchiveLimits limits) {
        this.limits = limits;
    }

    /**
     * Copy all that lies in a folder.
     *
     * @param source a folder, not a link to one
     * @param fresh the folder to make; whoever may enter its parent may read it
     * @throws ArchiveRefusedException if its files exceed the limits or contradict one another
     */
    public Unpacked copyFolder(Path source, Path fresh)
            throws ArchiveRefusedException, IOException {
        Path name = source.toAbsolutePath().getFileName();
        Path parent = source.toAbsolutePath().getParent();
        if (name == null || parent == null) {
            throw new IOException("not a folder to copy: " + source);
        }
        var ledger = new Ledger(limits, Refusal.ARCHIVE);
        try (var copy = FreshFolder.create(fresh, limits, Long.MAX_VALUE);
                DirectoryStream<Path> around = Files.newDirectoryStream(parent);
                var folder = secure(around).newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            copyFolder(folder, "", ledger, copy);
            return copy.keep(ledger.dropped());
        }
    }

    /**
     * Copy single files.
     *
     * @param sources by the path that each gets, relative; none of them a link
     */
    public Unpacked copyFiles(Map<String, Path> sources, Path fresh)
            throws ArchiveRefusedException, IOException {
        var ledger = new Ledger(limits, Refusal.ARCHIVE);
        try (var copy = FreshFolder.create(fresh, limits, Long.MAX_VALUE)) {
            for (var source : new TreeMap<>(sources).entrySet()) {
                Optional<String> path = ledger.admit(source.getKey(), type(source.getValue()));
                if (path.isPresent()) {
                    try (var channel = Files.newByteChannel(source.getValue(), READ)) {
                        copy.write(path.get(), content(channel));
                    }
                }
            }
            return copy.keep(ledger.dropped());
        }
    }

    private void copyFolder(
            SecureDirectoryStream<Path> folder, String prefix, Ledger ledger, FreshFolder copy)
            throws ArchiveRefusedException, IOException {
        for (var entry : children(folder).entrySet()) {
            String path = prefix + entry.getKey();
            Path name = Path.of(entry.getKey());
            Optional<String> admitted = ledger.admit(path, entry.getValue());
            if (admitted.isPresent()) {
                try (var channel = folder.newByteChannel(name, READ)) {
                    copy.write(admitted.get(), content(channel));
                }
            } else if (entry.getValue() == EntryType.FOLDER && isEntered(path)) {
                try (var child = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    copyFolder(child, path + "/", ledger, copy);
                }
            }
        }
    }

    private boolean isEntered(String path) {
        return EntryName.of(path, limits) instanceof EntryName.Safe && Junk.in(path).isEmpty();
    }

    private SortedMap<String, EntryType> children(SecureDirectoryStream<Path> folder)
            throws ArchiveRefusedException, IOException {
        SortedMap<String, EntryType> children = new TreeMap<>();
        for (Path child : folder) {
            Path name = child.getFileName();
            var view =
                    folder.getFileAttributeView(
                            name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            children.put(name.toString(), type(view.readAttributes()));
            if (children.size() > limits.entriesWithJunk()) {
                throw new ArchiveRefusedException(
                        "it holds more than " + limits.entries() + " files");
            }
        }
        return children;
    }

    private static EntryType type(Path file) throws IOException {
        return type(
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    private static EntryType type(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return EntryType.LINK;
        }
        if (attributes.isDirectory()) {
            return EntryType.FOLDER;
        }
        return attributes.isRegularFile() ? EntryType.FILE : EntryType.SPECIAL;
    }

    private static EntryBytes content(SeekableByteChannel channel) {
        return into -> channel.read(ByteBuffer.wrap(into));
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream)
            throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        throw new IOException("this system cannot read folders without following links");
    }
}
