package gradebox.assignments.intake;

import gradebox.sandbox.archive.ArchiveKind;
import gradebox.sandbox.archive.ArchiveLimits;
import gradebox.sandbox.archive.ArchiveOpener;
import gradebox.sandbox.archive.ArchiveRefusedException;
import gradebox.sandbox.archive.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Read one source that the command line names. */
final class SourceReader {
    private final IntakeOptions options;
    private final Path staging;
    private final List<String> notes;
    private int exports;

    SourceReader(IntakeOptions options, Path staging, List<String> notes) {
        this.options = options;
        this.staging = staging;
        this.notes = notes;
    }

    List<Draft> read(Path source) throws IntakeException, IOException {
        Path real = real(source);
        if (Files.isDirectory(real)) {
            FolderBundle folder = FolderBundle.of(real, options);
            return drafts(folder, Arrangement.of(shape(folder), options.required()));
        }
        String name = String.valueOf(real.getFileName());
        return options.isArchive(name, ArchiveKind.of(real))
                ? archive(name, real)
                : List.of(single(name, real));
    }

    /** Read a source that is one submission, whatever its files look like. */
    Draft readOne(Path source) throws IntakeException, IOException {
        Path real = real(source);
        String name = String.valueOf(real.getFileName());
        return Files.isDirectory(real)
                ? Draft.nameless(name, Names.shown(name), new Material.Folder(real))
                : single(name, real);
    }

    private static Path real(Path source) throws IntakeException, IOException {
        try {
            Path real = source.toRealPath();
            if (!Files.isDirectory(real) && !Files.isRegularFile(real)) {
                throw new IntakeException(source + ": is neither a file nor a folder");
            }
            return real;
        } catch (NoSuchFileException e) {
            throw new IntakeException(
                    source + ": there is no such file or folder; give the path of submissions");
        }
    }

    private static Draft single(String name, Path file) {
        return Draft.nameless(Names.stem(name), Names.shown(name), new Material.Single(name, file));
    }

    private List<Draft> archive(String name, Path file) throws IntakeException, IOException {
        var limits = ArchiveLimits.ofClass(options.maxBytes());
        var opener = new ArchiveOpener(limits, Refusal.ENTRY);
        try {
            List<Item> items =
                    opener.list(file).stream()
                            .map(f -> new Item(f.path(), options.isArchive(f.path(), f.kind())))
                            .toList();
            Arrangement arrangement = Arrangement.of(items, options.required());
            if (arrangement instanceof Arrangement.Single) {
                return List.of(single(name, file));
            }
            exports++;
            Path unpacked = staging.resolve(".export-" + exports);
            var bundle = ArchiveBundle.of(name, opener.open(file, unpacked), options);
            return drafts(bundle, arrangement);
        } catch (ArchiveRefusedException e) {
            notes.add(
                    Names.shown(name)
                            + ": cannot be opened, and is taken for one submission: "
                            + e.why());
            Material refused = new Material.Refused(e.why());
            return List.of(Draft.nameless(Names.stem(name), Names.shown(name), refused));
        }
    }

    /** A class's empty folders, and its links, are children too: they belong to someone. */
    private static List<Item> shape(FolderBundle folder) {
        var children = folder.refused().keySet().stream().map(path -> new Item(path + "/", false));
        return Stream.concat(folder.items().stream(), children).toList();
    }

    private List<Draft> drafts(Bundle bundle, Arrangement arrangement)
            throws IntakeException, IOException {
        return switch (arrangement) {
            case Arrangement.Single single ->
                    List.of(
                            Draft.nameless(
                                    bundle.name(), Names.shown(bundle.name()), bundle.folder("")));
            case Arrangement.Gradescope export ->
                    new GradescopeExport(bundle, export.prefix(), notes).drafts();
            case Arrangement.Canvas download ->
                    new CanvasDownload(bundle, download.prefix(), options, notes).drafts();
            case Arrangement.Children children ->
                    new ClassFolder(bundle, children.prefix(), notes).drafts(options.required());
        };
    }
}
