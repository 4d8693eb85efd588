package gradebox.assignments.intake;

import gradebox.grading.Person;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Read what Canvas's "Download Submissions" gives: loose files, whose names say whose they are. The
 * files of one user are one submission. A file that was handed in again has a counter before its
 * extension, which is taken off where the rest is a name that is asked for, or an archive's.
 */
final class CanvasDownload {
    private final Bundle bundle;
    private final String prefix;
    private final IntakeOptions options;
    private final List<String> notes;

    CanvasDownload(Bundle bundle, String prefix, IntakeOptions options, List<String> notes) {
        this.bundle = bundle;
        this.prefix = prefix;
        this.options = options;
        this.notes = notes;
    }

    private record Upload(CanvasName name, Item item) {}

    List<Draft> drafts() {
        Level level = Level.of(bundle.items(), prefix);
        SortedMap<String, List<Upload>> byUser = new TreeMap<>();
        for (Item item : level.files()) {
            Optional<CanvasName> name = CanvasName.parse(item.path());
            if (name.isPresent()) {
                byUser.computeIfAbsent(name.get().user(), user -> new ArrayList<>())
                        .add(new Upload(name.get(), item));
            } else {
                notes.add(source(item.path()) + ": left out, Canvas names no file like this");
            }
        }
        level.folders().forEach(f -> notes.add(source(f) + ": left out, it is a folder"));
        List<Draft> drafts = new ArrayList<>();
        byUser.values().forEach(uploads -> drafts.add(draft(uploads)));
        drafts.addAll(refused(byUser));
        return drafts;
    }

    private Draft draft(List<Upload> uploads) {
        uploads.sort(Comparator.comparingLong(upload -> upload.name().upload()));
        CanvasName name = uploads.getFirst().name();
        boolean late = uploads.stream().anyMatch(upload -> upload.name().late());
        String source = source(uploads.getLast().item().path());
        return draft(name, late, source, material(uploads));
    }

    private static Draft draft(CanvasName name, boolean late, String source, Material material) {
        var person = new Person(name.who(), "", "");
        return new Draft(name.who(), source, List.of(person), null, name.user(), late, material);
    }

    private Material material(List<Upload> uploads) {
        NavigableMap<String, Upload> latest = new TreeMap<>();
        for (Upload upload : uploads) {
            Upload before = latest.put(fileName(upload), upload);
            if (before != null) {
                notes.add(source(before.item().path()) + ": left out, it was handed in again");
            }
        }
        List<Upload> archives = latest.values().stream().filter(u -> u.item().archive()).toList();
        boolean loose = latest.keySet().stream().anyMatch(options.required()::contains);
        if (archives.size() == 1 && !loose) {
            Upload archive = archives.getFirst();
            latest.values().stream()
                    .filter(upload -> !upload.equals(archive))
                    .forEach(u -> notes.add(source(u.item().path()) + ": left out, not asked for"));
            return new Material.Single(fileName(archive), path(archive));
        }
        if (latest.size() == 1) {
            Upload only = latest.firstEntry().getValue();
            return new Material.Single(fileName(only), path(only));
        }
        Map<String, Path> files = new TreeMap<>();
        latest.forEach((file, upload) -> files.put(file, path(upload)));
        return new Material.Several(files);
    }

    private String fileName(Upload upload) {
        String file = upload.name().file();
        String uncounted = CanvasName.uncounted(file);
        return upload.item().archive() || (!isAskedFor(file) && isAskedFor(uncounted))
                ? uncounted
                : file;
    }

    private boolean isAskedFor(String file) {
        return options.required().contains(file) || options.optional().contains(file);
    }

    private Path path(Upload upload) {
        return bundle.file(prefix + upload.item().path());
    }

    /** Make submissions of users all of whose files are refused. */
    private List<Draft> refused(Map<String, List<Upload>> byUser) {
        Map<String, Draft> drafts = new TreeMap<>();
        for (var refused : bundle.refused().entrySet()) {
            String path = refused.getKey();
            String file = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
            Optional<CanvasName> name = CanvasName.parse(file);
            if (name.isPresent() && !byUser.containsKey(name.get().user())) {
                var why = new Material.Refused(refused.getValue());
                CanvasName who = name.get();
                drafts.putIfAbsent(who.user(), draft(who, who.late(), source(file), why));
            } else {
                notes.add(source(path) + ": left out, " + refused.getValue());
            }
        }
        return List.copyOf(drafts.values());
    }

    private String source(String path) {
        return Names.shown(bundle.name() + "/" + path);
    }
}
