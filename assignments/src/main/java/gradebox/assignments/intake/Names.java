package gradebox.assignments.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Make ids of names, and read what a file's name tells. */
final class Names {
    private static final List<String> ARCHIVES = List.of(".tar.gz", ".tgz", ".zip", ".tar");
    private static final int LONGEST = 90;

    private final Set<String> taken = new HashSet<>();

    /** Return an id like a name, which no earlier call has returned, whatever its case. */
    String claim(String name) {
        String id = sanitised(name);
        String candidate = id;
        for (int i = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
            candidate = id + "-" + i;
        }
        return candidate;
    }

    private static String sanitised(String name) {
        String id = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[.-]+", "");
        if (id.length() > LONGEST) {
            id = id.substring(0, LONGEST);
        }
        return id.isEmpty() ? "submission" : id;
    }

    /** Return a file's name without the extension of an archive, or else without its last one. */
    static String stem(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String lower = name.toLowerCase(Locale.ROOT);
        for (String archive : ARCHIVES) {
            if (lower.endsWith(archive) && lower.length() > archive.length()) {
                return name.substring(0, name.length() - archive.length());
            }
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    static boolean claimsArchive(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return ARCHIVES.stream().anyMatch(lower::endsWith);
    }

    static String extension(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    /** Return a name without what a terminal would act on. */
    static String shown(String name) {
        return name.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\u0080-\u009f]", "?");
    }
}
