package gradebox.export;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Find whose grade a row of a gradebook is about: by number, by login or e-mail address, and, where
 * nothing else is known of a submission from Canvas, by Canvas's own id.
 */
final class Matches {
    private final Map<String, Set<Grade>> known = new HashMap<>();
    private final Set<Grade> left;

    Matches(List<Grade> grades) {
        this.left = new LinkedHashSet<>(grades);
        for (var grade : grades) {
            var person = grade.person();
            know("sid", person.sid(), grade);
            know("email", person.email(), grade);
            know("login", localPart(person.email()), grade);
            if (person.sid().isBlank() && person.email().isBlank()) {
                know("canvas", grade.report().submission().platformId(), grade);
            }
        }
    }

    private void know(String kind, String word, Grade grade) {
        if (!word.isBlank()) {
            known.computeIfAbsent(key(kind, word), key -> new LinkedHashSet<>()).add(grade);
        }
    }

    private static String key(String kind, String word) {
        return kind + ":" + word.strip().toLowerCase(Locale.ROOT);
    }

    private static String localPart(String email) {
        int at = email.indexOf('@');
        return at < 0 ? "" : email.substring(0, at);
    }

    /**
     * Return the grade of a row's student, if there is one.
     *
     * @throws ExportException if several submissions are that student's
     */
    Optional<Grade> of(Gradebook book, List<String> row) throws ExportException {
        String number = book.cell(row, "sis user id");
        String login = book.cell(row, "sis login id");
        var keys =
                List.of(
                        key("sid", number),
                        key("sid", book.cell(row, "integration id")),
                        key("email", login),
                        key("email", book.cell(row, "email")),
                        key("login", login),
                        key("sid", login),
                        key("canvas", book.cell(row, "id")));
        for (var key : keys) {
            var found = key.endsWith(":") ? Set.<Grade>of() : known.getOrDefault(key, Set.of());
            if (found.size() > 1) {
                throw new ExportException(
                        "%s is in several submissions (%s): grade one of them only"
                                .formatted(
                                        found.iterator().next().whose(),
                                        String.join(
                                                ", ",
                                                found.stream()
                                                        .map(g -> g.report().submission().id())
                                                        .toList())));
            }
            if (!found.isEmpty()) {
                var grade = found.iterator().next();
                left.remove(grade);
                return Optional.of(grade);
            }
        }
        return Optional.empty();
    }

    /** Return those whom no row was about. */
    List<Grade> left() {
        return List.copyOf(left);
    }
}
