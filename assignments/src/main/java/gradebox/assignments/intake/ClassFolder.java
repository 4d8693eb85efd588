package gradebox.assignments.intake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Read a folder, or an archive, each child of which is a submission. */
final class ClassFolder {
    private final Bundle bundle;
    private final String prefix;
    private final List<String> notes;

    ClassFolder(Bundle bundle, String prefix, List<String> notes) {
        this.bundle = bundle;
        this.prefix = prefix;
        this.notes = notes;
    }

    List<Draft> drafts(List<String> required) {
        Level level = Level.of(bundle.items(), prefix);
        List<Draft> drafts = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (String folder : level.folders()) {
            known.add(folder);
            drafts.add(draft(folder, folder, bundle.folder(prefix + folder)));
        }
        for (Item file : level.files()) {
            known.add(file.path());
            if (file.archive() || Arrangement.isKin(file, required)) {
                var material = new Material.Single(file.path(), bundle.file(prefix + file.path()));
                drafts.add(draft(Names.stem(file.path()), file.path(), material));
            } else {
                notes.add(source(file.path()) + ": left out, it is no submission");
            }
        }
        drafts.addAll(lost(known));
        return drafts;
    }

    /** Make submissions of the children that hold nothing but what is refused. */
    List<Draft> lost(Set<String> known) {
        Map<String, String> lost = new TreeMap<>();
        for (var refused : bundle.refused().entrySet()) {
            String path = refused.getKey();
            String child = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
            int slash = child.indexOf('/');
            String top = slash < 0 ? child : child.substring(0, slash);
            if (top.isEmpty() || top.equals("..") || top.indexOf('\\') >= 0) {
                notes.add(source(path) + ": left out, " + refused.getValue());
            } else if (!known.contains(top)) {
                lost.putIfAbsent(top, refused.getValue());
            }
        }
        return lost.entrySet().stream()
                .map(e -> draft(e.getKey(), e.getKey(), new Material.Refused(e.getValue())))
                .toList();
    }

    private Draft draft(String name, String path, Material material) {
        return Draft.nameless(name, source(path), material);
    }

    private String source(String path) {
        return Names.shown(bundle.name() + "/" + path);
    }
}
