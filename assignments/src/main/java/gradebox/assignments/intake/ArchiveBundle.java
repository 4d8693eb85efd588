package gradebox.assignments.intake;

import gradebox.sandbox.archive.ArchiveKind;
import gradebox.sandbox.archive.Dropped;
import gradebox.sandbox.archive.Unpacked;
import gradebox.sandbox.archive.UnpackedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Offer a class's archive that has been unpacked. */
final class ArchiveBundle implements Bundle {
    private final String name;
    private final Unpacked unpacked;
    private final List<Item> items;

    private ArchiveBundle(String name, Unpacked unpacked, List<Item> items) {
        this.name = name;
        this.unpacked = unpacked;
        this.items = items;
    }

    static ArchiveBundle of(String name, Unpacked unpacked, IntakeOptions options)
            throws IOException {
        List<Item> items = new ArrayList<>();
        for (UnpackedFile file : unpacked.files()) {
            ArchiveKind kind = ArchiveKind.of(unpacked.root().resolve(file.path()));
            items.add(new Item(file.path(), options.isArchive(file.path(), kind)));
        }
        return new ArchiveBundle(name, unpacked, List.copyOf(items));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Item> items() {
        return items;
    }

    @Override
    public Path file(String path) {
        return unpacked.root().resolve(path);
    }

    @Override
    public Material folder(String path) {
        return new Material.Part(path.isEmpty() ? unpacked : unpacked.within(path));
    }

    @Override
    public Map<String, String> refused() {
        Map<String, String> refused = new TreeMap<>();
        for (Dropped dropped : unpacked.dropped()) {
            if (dropped.kind() != Dropped.Kind.JUNK) {
                refused.put(dropped.path(), dropped.why());
            }
        }
        return refused;
    }
}
