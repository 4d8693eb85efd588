package gradebox.assignments.intake;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Read what Gradescope's "Export Submissions" gives: a folder for each submission, and {@code
 * submission_metadata.yml}, which names who submitted each and when. Its keys are Ruby's symbols
 * ({@code :submitters}); an e-mail may be missing. Only the attempt that was active is exported.
 */
final class GradescopeExport {
    private static final Pattern NUMBERED = Pattern.compile("submission_(\\d+)");
    private static final Pattern TIME =
            Pattern.compile(
                    "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?)"
                            + " ?(Z|UTC|[+-]\\d\\d:?\\d\\d)?");

    private final Bundle bundle;
    private final String prefix;
    private final List<String> notes;

    GradescopeExport(Bundle bundle, String prefix, List<String> notes) {
        this.bundle = bundle;
        this.prefix = prefix;
        this.notes = notes;
    }

    List<Draft> drafts() throws IntakeException, IOException {
        Path file = bundle.file(prefix + Arrangement.METADATA);
        Level level = Level.of(bundle.items(), prefix);
        List<Draft> drafts = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (var entry : MetadataYaml.read(file).properties()) {
            known.add(entry.getKey());
            drafts.add(draft(entry.getKey(), entry.getValue(), level));
        }
        for (String folder : level.folders()) {
            if (known.add(folder)) {
                notes.add(source(folder) + ": not named in " + Arrangement.METADATA);
                Material files = bundle.folder(prefix + folder);
                drafts.add(Draft.nameless(folder, source(folder), files));
            }
        }
        known.add(Arrangement.METADATA);
        drafts.addAll(new ClassFolder(bundle, prefix, notes).lost(known));
        return drafts;
    }

    private Draft draft(String key, JsonNode value, Level level) {
        Material files = new Material.Refused("the export holds no file of this submission");
        if (level.folders().contains(key)) {
            files = bundle.folder(prefix + key);
        } else {
            notes.add(source(key) + ": named in " + Arrangement.METADATA + ", but not there");
        }
        List<Person> people = new ArrayList<>();
        for (JsonNode person : symbol(value, "submitters")) {
            people.add(
                    new Person(text(person, "name"), text(person, "email"), text(person, "sid")));
        }
        Matcher numbered = NUMBERED.matcher(key);
        String id = numbered.matches() ? numbered.group(1) : key;
        Instant at = time(key, text(value, "created_at")).orElse(null);
        return new Draft(key, source(key), people, at, id, false, files);
    }

    private Optional<Instant> time(String key, String text) {
        Matcher time = TIME.matcher(text.strip());
        try {
            if (time.matches()) {
                String zone = time.group(3);
                boolean utc = zone == null || zone.equals("UTC");
                String offset = utc ? "Z" : zone;
                if (offset.length() == 5) {
                    offset = offset.substring(0, 3) + ":" + offset.substring(3);
                }
                String iso = time.group(1) + "T" + time.group(2) + offset;
                return Optional.of(OffsetDateTime.parse(iso).toInstant());
            }
        } catch (DateTimeException e) {
            // 31 February: no time, as below
        }
        if (!text.isEmpty()) {
            notes.add(source(key) + ": its time cannot be read: " + Names.shown(text));
        }
        return Optional.empty();
    }

    private static String text(JsonNode node, String name) {
        JsonNode value = symbol(node, name);
        return value.isNull() ? "" : value.asText("").strip();
    }

    private static JsonNode symbol(JsonNode node, String name) {
        JsonNode value = node.path(":" + name);
        return value.isMissingNode() ? node.path(name) : value;
    }

    private String source(String path) {
        return Names.shown(bundle.name() + "/" + path);
    }
}
