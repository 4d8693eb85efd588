package gradebox.assignments.intake;

import gradebox.grading.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Call a roster over submissions: fill in what is missing of who submitted, and tell who submitted
 * nothing. People are known by their e-mail address, number, login or id in Canvas, or by their
 * name if no one else has it; a submission of which nothing else is known, by its folder's name
 * being one of those, or the part of the address before the {@code @}.
 */
final class RosterCall {
    private final Roster roster;
    private final Map<String, Roster.Entry> known = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final Set<Roster.Entry> present = new HashSet<>();

    RosterCall(Roster roster) {
        this.roster = roster;
        for (Roster.Entry entry : roster.entries()) {
            Person person = entry.person();
            know("email", person.email(), entry);
            know("sid", person.sid(), entry);
            know("canvas", entry.canvas(), entry);
            know("name", person.name(), entry);
            know("letters", sortedLetters(person.name()), entry);
            know("folder", person.email(), entry);
            know("folder", person.sid(), entry);
            know("folder", entry.login(), entry);
            know("folder", localPart(person.email()), entry);
        }
    }

    /** Fill in who submitted. */
    List<Draft> filled(List<Draft> drafts) {
        return drafts.stream().map(this::filled).toList();
    }

    private Draft filled(Draft draft) {
        if (draft.submitters().isEmpty()) {
            var entry = find("folder", draft.name());
            return entry == null ? draft : draft.by(List.of(met(entry, new Person("", "", ""))));
        }
        List<Person> people = new ArrayList<>();
        for (Person person : draft.submitters()) {
            var entry = find(person, draft.platformId());
            people.add(entry == null ? person : met(entry, person));
        }
        return draft.by(people);
    }

    /** Make submissions without contents for those whom no submission names. */
    List<Draft> absent() {
        return roster.entries().stream()
                .filter(entry -> !present.contains(entry))
                .map(this::absent)
                .toList();
    }

    private Draft absent(Roster.Entry entry) {
        Person person = entry.person();
        String name = first(localPart(person.email()), entry.login(), person.sid());
        String source = Names.shown(roster.file());
        var nothing = new Material.Nothing();
        return new Draft(name, source, List.of(person), null, "", false, nothing);
    }

    private Roster.@Nullable Entry find(Person person, String platformId) {
        var entry = find("email", person.email());
        if (entry == null) {
            entry = find("sid", person.sid());
        }
        boolean bare = person.email().isEmpty() && person.sid().isEmpty();
        if (entry == null && bare) {
            entry = find("canvas", platformId);
        }
        if (entry == null && bare) {
            entry = find("name", person.name());
        }
        if (entry == null && bare) {
            entry = find("letters", sortedLetters(person.name()));
        }
        return entry;
    }

    private Person met(Roster.Entry entry, Person person) {
        present.add(entry);
        Person listed = entry.person();
        // Canvas's file names run a name together; the roster has it as people write it.
        boolean bare = person.email().isEmpty() && person.sid().isEmpty();
        return new Person(
                bare ? first(listed.name(), person.name()) : first(person.name(), listed.name()),
                first(person.email(), listed.email()),
                first(person.sid(), listed.sid()));
    }

    private void know(String kind, String value, Roster.Entry entry) {
        if (!value.isEmpty()) {
            String key = key(kind, value);
            var before = known.putIfAbsent(key, entry);
            if (before != null && !before.equals(entry)) {
                ambiguous.add(key);
            }
        }
    }

    private Roster.@Nullable Entry find(String kind, String value) {
        String key = key(kind, value);
        return value.isEmpty() || ambiguous.contains(key) ? null : known.get(key);
    }

    private static String key(String kind, String value) {
        return kind + ":" + value.toLowerCase(Locale.ROOT);
    }

    /** "Doe, Jane" and "doejane" and "Jane Doe" have the same letters. */
    private static String sortedLetters(String name) {
        int[] letters =
                name.toLowerCase(Locale.ROOT)
                        .codePoints()
                        .filter(Character::isLetterOrDigit)
                        .sorted()
                        .toArray();
        return new String(letters, 0, letters.length);
    }

    private static String localPart(String email) {
        int at = email.indexOf('@');
        return at < 0 ? email : email.substring(0, at);
    }

    private static String first(String... values) {
        for (String value : values) {
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }
}
