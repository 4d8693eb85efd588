package gradebox.assignments.intake;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Tell by the names of its files what a source is.
 *
 * <p>The rules, the first that fits:
 *
 * <ol>
 *   <li>A required file at its top, or at the top of the one folder that holds everything: it is
 *       one submission.
 *   <li>{@code submission_metadata.yml} at its top, or there in up to two such wrapping folders: a
 *       Gradescope export.
 *   <li>Most of the files there are named as Canvas names them: a Canvas download.
 *   <li>It is a class, each child a submission, if there a folder holds a required file; or at
 *       least two archives lie there, or one and no loose file of a required file's kind; or there
 *       are at least two folders and no file; or the assignment asks for exactly one file, and at
 *       least two files of that kind lie there and nothing else.
 *   <li>Anything else is one submission.
 * </ol>
 */
sealed interface Arrangement {

    /** One submission. */
    record Single() implements Arrangement {}

    /** A Gradescope export, whose metadata lie below the prefix. */
    record Gradescope(String prefix) implements Arrangement {}

    /** A Canvas download, whose files lie below the prefix. */
    record Canvas(String prefix) implements Arrangement {}

    /** A class: the children below the prefix are submissions. */
    record Children(String prefix) implements Arrangement {}

    String METADATA = "submission_metadata.yml";

    /** Decide, knowing what a submission must hold. */
    static Arrangement of(Collection<Item> items, List<String> required) {
        if (holdsRequired(items, "", required)) {
            return new Single();
        }
        Level level = Level.of(items, "");
        Optional<Arrangement> export = export(level);
        for (int depth = 0; depth < 2 && level.isWrapper() && export.isEmpty(); depth++) {
            level = Level.of(items, level.prefix() + level.folders().getFirst() + "/");
            export = export(level);
        }
        if (export.isPresent()) {
            return export.get();
        }
        Level top = Level.of(items, "");
        if (top.isWrapper()) {
            top = Level.of(items, top.folders().getFirst() + "/");
        }
        return isClass(items, top, required) ? new Children(top.prefix()) : new Single();
    }

    private static Optional<Arrangement> export(Level level) {
        if (level.holds(METADATA)) {
            return Optional.of(new Gradescope(level.prefix()));
        }
        long canvas =
                level.files().stream()
                        .filter(item -> CanvasName.parse(item.path()).isPresent())
                        .count();
        boolean most = canvas > 0 && canvas * 2 > level.files().size();
        return most ? Optional.of(new Canvas(level.prefix())) : Optional.empty();
    }

    private static boolean isClass(Collection<Item> items, Level level, List<String> required) {
        if (level.folders().stream()
                .anyMatch(f -> holdsRequired(items, level.prefix() + f + "/", required))) {
            return true;
        }
        long archives = level.files().stream().filter(Item::archive).count();
        long kin = level.files().stream().filter(item -> isKin(item, required)).count();
        if (archives >= 2 || (archives == 1 && kin == 0)) {
            return true;
        }
        if (level.files().isEmpty()) {
            return level.folders().size() >= 2;
        }
        return required.size() == 1
                && kin >= 2
                && kin == level.files().size()
                && level.folders().isEmpty();
    }

    /** Tell whether a required file lies at a folder's top, or in its one wrapping folder. */
    private static boolean holdsRequired(
            Collection<Item> items, String prefix, List<String> required) {
        if (holdsAny(items, prefix, required)) {
            return true;
        }
        Level level = Level.of(items, prefix);
        return level.isWrapper()
                && holdsAny(items, prefix + level.folders().getFirst() + "/", required);
    }

    private static boolean holdsAny(Collection<Item> items, String prefix, List<String> required) {
        return items.stream()
                .anyMatch(
                        item ->
                                item.path().startsWith(prefix)
                                        && required.contains(
                                                item.path().substring(prefix.length())));
    }

    /** Tell whether a file is of the same kind as one that is asked for. */
    static boolean isKin(Item item, List<String> required) {
        return !item.archive()
                && required.stream()
                        .anyMatch(r -> Names.extension(r).equals(Names.extension(item.path())));
    }
}
