package gradebox.sandbox.archive;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keep count of one archive's entries, and see that no two of them claim one path. */
final class Ledger {
    private final ArchiveLimits limits;
    private final Refusal refusal;
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> folders = new HashMap<>();
    private final Map<String, Dropped> dropped = new LinkedHashMap<>();
    private int entries;
    private int kept;

    Ledger(ArchiveLimits limits, Refusal refusal) {
        this.limits = limits;
        this.refusal = refusal;
    }

    /** Enter an entry; returns the path that its content goes to, or nothing to write. */
    Optional<String> admit(String rawName, EntryType type) throws ArchiveRefusedException {
        entries++;
        if (entries > limits.entriesWithJunk()) {
            throw tooMany();
        }
        return switch (EntryName.of(rawName, limits)) {
            case EntryName.Root root -> Optional.empty();
            case EntryName.Unsafe unsafe -> {
                drop(rawName, unsafe.why(), Dropped.Kind.UNSAFE);
                yield Optional.empty();
            }
            case EntryName.Safe safe -> admitSafe(safe.path(), type);
        };
    }

    private Optional<String> admitSafe(String path, EntryType type) throws ArchiveRefusedException {
        Optional<Junk.Found> junk = Junk.in(path);
        if (junk.isPresent()) {
            drop(junk.get().path(), junk.get().why(), Dropped.Kind.JUNK);
            return Optional.empty();
        }
        kept++;
        if (kept > limits.entries()) {
            throw tooMany();
        }
        boolean clear = type == EntryType.FOLDER ? claimFolder(path) : claimFile(path);
        switch (type) {
            case LINK -> drop(path, "it is a link", Dropped.Kind.UNSAFE);
            case SPECIAL -> drop(path, "it is not a regular file", Dropped.Kind.UNSAFE);
            case FILE, FOLDER -> {}
        }
        return clear && type == EntryType.FILE ? Optional.of(path) : Optional.empty();
    }

    /** Say that a file cannot be had: the whole archive's end, or listed. */
    void refuse(String path, String why) throws ArchiveRefusedException {
        if (refusal == Refusal.ARCHIVE) {
            throw new ArchiveRefusedException(why);
        }
        drop(path, why, Dropped.Kind.FATAL);
    }

    List<Dropped> dropped() {
        return List.copyOf(dropped.values());
    }

    private void drop(String path, String why, Dropped.Kind kind) {
        String shown = EntryName.shown(path);
        // What is fatal must not hide behind junk of the same shown name.
        dropped.merge(
                shown,
                new Dropped(shown, why, kind),
                (was, is) -> is.kind() == Dropped.Kind.FATAL ? is : was);
    }

    private boolean claimFolder(String path) throws ArchiveRefusedException {
        String clash = files.get(EntryName.folded(path));
        if (clash != null) {
            return clash(path, "is both a file and a folder");
        }
        return claimParents(path + "/");
    }

    private boolean claimFile(String path) throws ArchiveRefusedException {
        String key = EntryName.folded(path);
        if (folders.containsKey(key)) {
            return clash(path, "is both a file and a folder");
        }
        String twin = files.putIfAbsent(key, path);
        if (twin != null) {
            return twin.equals(path)
                    ? clash(path, "is in it twice")
                    : clash(path, "and " + quoted(twin) + " are one name on many machines");
        }
        return claimParents(path);
    }

    private boolean claimParents(String path) throws ArchiveRefusedException {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String parent = path.substring(0, slash);
            String key = EntryName.folded(parent);
            String file = files.get(key);
            if (file != null) {
                return clash(path, "lies in " + quoted(file) + ", which is a file");
            }
            folders.putIfAbsent(key, parent);
        }
        return true;
    }

    private boolean clash(String path, String how) throws ArchiveRefusedException {
        refuse(path, "its files contradict each other: " + quoted(path) + " " + how);
        return false;
    }

    private static String quoted(String path) {
        return "'" + EntryName.shown(path) + "'";
    }

    private ArchiveRefusedException tooMany() {
        return new ArchiveRefusedException(
                "it holds more than "
                        + limits.entries()
                        + " files; hand in only what is asked for");
    }
}
