package gradebox.assignments.intake;

import gradebox.grading.Person;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Choose among several attempts of the same people: by when they were handed in, else in the order
 * in which they were read. People are the same if their e-mail address is, or their number where
 * there is no address; a name alone makes no one the same.
 */
final class AttemptChoice {
    private final Attempts which;
    private final List<String> notes;

    AttemptChoice(Attempts which, List<String> notes) {
        this.which = which;
        this.notes = notes;
    }

    List<Draft> chosen(List<Draft> drafts) {
        if (which == Attempts.ALL) {
            return drafts;
        }
        Map<String, List<Draft>> groups = new LinkedHashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            groups.computeIfAbsent(key(drafts.get(i), i), k -> new ArrayList<>())
                    .add(drafts.get(i));
        }
        return groups.values().stream().map(this::choose).toList();
    }

    private Draft choose(List<Draft> attempts) {
        if (attempts.stream().allMatch(attempt -> attempt.submittedAt() != null)) {
            attempts.sort(Comparator.comparing(Draft::submittedAt));
        }
        boolean first = which == Attempts.FIRST;
        Draft chosen = first ? attempts.removeFirst() : attempts.removeLast();
        String why = " is the same people's " + (first ? "first" : "last") + " attempt";
        for (Draft attempt : attempts) {
            notes.add(attempt.source() + ": left out, " + chosen.source() + why);
        }
        return chosen;
    }

    private static String key(Draft draft, int index) {
        var people = new TreeSet<String>();
        for (Person person : draft.submitters()) {
            if (!person.email().isEmpty()) {
                people.add("email " + person.email().toLowerCase(Locale.ROOT));
            } else if (!person.sid().isEmpty()) {
                people.add("sid " + person.sid());
            } else {
                people.add("unknown " + index);
            }
        }
        return people.isEmpty() ? "unknown " + index : people.toString();
    }
}
