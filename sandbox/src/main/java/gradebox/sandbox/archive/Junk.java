package gradebox.sandbox.archive;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Know the files that programs leave beside the student's own, and that no one grades. */
public final class Junk {
    private static final String PREFIX = "._";

    private static final List<String> SUFFIXES = List.of(".pyc", ".pyo");

    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("__macosx", "left by macOS"),
                    Map.entry(".ds_store", "left by macOS"),
                    Map.entry(".spotlight-v100", "left by macOS"),
                    Map.entry(".trashes", "left by macOS"),
                    Map.entry("thumbs.db", "left by Windows"),
                    Map.entry("desktop.ini", "left by Windows"),
                    Map.entry(".git", "version control's own"),
                    Map.entry(".hg", "version control's own"),
                    Map.entry(".svn", "version control's own"),
                    Map.entry("__pycache__", "compiled Python"),
                    Map.entry(".pytest_cache", "left by pytest"),
                    Map.entry(".mypy_cache", "left by mypy"),
                    Map.entry(".ruff_cache", "left by ruff"),
                    Map.entry(".ipynb_checkpoints", "left by Jupyter"),
                    Map.entry(".venv", "a virtual environment"),
                    Map.entry("venv", "a virtual environment"),
                    Map.entry("node_modules", "packages"),
                    Map.entry(".env", "may hold secrets"),
                    Map.entry(".idea", "an editor's own"),
                    Map.entry(".vscode", "an editor's own"));

    private Junk() {}

    /** Name the topmost path that is wholly junk, and what it is. */
    public record Found(String path, String why) {}

    /** Return the rule as data. */
    static PathRules.JunkNames names() {
        return new PathRules.JunkNames(List.copyOf(NAMES.keySet()), PREFIX, SUFFIXES);
    }

    /** Find the topmost part of a path that is junk. */
    public static Optional<Found> in(String path) {
        int from = 0;
        while (from <= path.length()) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            Optional<String> why = named(path.substring(from, end));
            if (why.isPresent()) {
                return Optional.of(new Found(path.substring(0, end), why.get()));
            }
            from = end + 1;
        }
        return Optional.empty();
    }

    private static Optional<String> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith(PREFIX)) {
            return Optional.of("left by macOS");
        }
        if (SUFFIXES.stream().anyMatch(lower::endsWith)) {
            return Optional.of("compiled Python");
        }
        return Optional.ofNullable(NAMES.get(lower));
    }
}
