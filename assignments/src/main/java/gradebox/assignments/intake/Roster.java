package gradebox.assignments.intake;

import gradebox.grading.Person;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Hold all who are enrolled, read from a CSV file with a line of headers, in any order. Understood
 * are {@code name, email, sid}, and what Gradescope ({@code First Name, Last Name, Email, SID,
 * Role}) and Canvas ({@code Student, ID, SIS User ID, SIS Login ID}) export.
 */
record Roster(String file, List<Entry> entries) {
    private static final int BYTES = 32 << 20;
    private static final List<String> NAME =
            List.of("name", "full name", "student", "student name");
    private static final List<String> EMAIL =
            List.of("email", "e-mail", "email address", "e-mail address", "student email");
    private static final List<String> LOGIN = List.of("sis login id", "login id");
    private static final List<String> SID =
            List.of("sid", "student id", "sis user id", "student number");

    Roster {
        entries = List.copyOf(entries);
    }

    /**
     * Name one who is enrolled.
     *
     * @param login the name that they log in with, or the empty string
     * @param canvas their id in Canvas, or the empty string
     */
    record Entry(Person person, String login, String canvas) {}

    static Roster read(Path file) throws IntakeException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new IntakeException(file + ": there is no such roster; give a CSV file");
        }
        if (Files.size(file) > BYTES) {
            throw new IntakeException(file + ": is too large for a roster");
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        List<CSVRecord> rows = rows(file, text.startsWith("\ufeff") ? text.substring(1) : text);
        if (rows.isEmpty()) {
            throw new IntakeException(file + ": is empty; its first line names the columns");
        }
        Map<String, Integer> columns = columns(rows.getFirst());
        if (EMAIL.stream().noneMatch(columns::containsKey)
                && LOGIN.stream().noneMatch(columns::containsKey)) {
            throw new IntakeException(
                    file + ": has no column for e-mail addresses; call one \"email\"");
        }
        List<Entry> entries = new ArrayList<>();
        for (CSVRecord row : rows.subList(1, rows.size())) {
            var entry = entry(new Row(columns, row));
            if (isStudent(new Row(columns, row), entry)) {
                entries.add(entry);
            }
        }
        return new Roster(String.valueOf(file.getFileName()), entries);
    }

    private static List<CSVRecord> rows(Path file, String text)
            throws IntakeException, IOException {
        CSVFormat format =
                CSVFormat.DEFAULT
                        .builder()
                        .setIgnoreEmptyLines(true)
                        .setIgnoreSurroundingSpaces(true)
                        .get();
        try (Reader reader = new StringReader(text);
                CSVParser parser = CSVParser.parse(reader, format)) {
            return parser.getRecords();
        } catch (UncheckedIOException e) {
            throw new IntakeException(file + ": is no CSV file: " + e.getMessage());
        }
    }

    private static Map<String, Integer> columns(CSVRecord headers) {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < headers.size(); i++) {
            columns.putIfAbsent(headers.get(i).strip().toLowerCase(Locale.ROOT), i);
        }
        return columns;
    }

    private record Row(Map<String, Integer> columns, CSVRecord cells) {
        String get(List<String> names) {
            for (String name : names) {
                Integer column = columns.get(name);
                if (column != null && column < cells.size() && !cells.get(column).isBlank()) {
                    return cells.get(column).strip();
                }
            }
            return "";
        }

        String get(String name) {
            return get(List.of(name));
        }
    }

    private static Entry entry(Row row) {
        String both = (row.get("first name") + " " + row.get("last name")).strip();
        String name = both.isEmpty() ? row.get(NAME) : both;
        String login = row.get(LOGIN);
        String email = row.get(EMAIL);
        if (email.isEmpty() && login.contains("@")) {
            email = login;
        }
        boolean canvas = LOGIN.stream().anyMatch(row.columns()::containsKey);
        String sid = row.get(SID);
        return new Entry(new Person(name, email, sid), login, canvas ? row.get("id") : "");
    }

    /** Leave out staff, blank lines, and the lines that Canvas adds for itself. */
    private static boolean isStudent(Row row, Entry entry) {
        String role = row.get("role").toLowerCase(Locale.ROOT);
        Person person = entry.person();
        boolean named =
                !person.email().isEmpty() || !person.sid().isEmpty() || !entry.login().isEmpty();
        return named
                && (role.isEmpty() || role.equals("student"))
                && !person.name().equals("Student, Test")
                && !person.name().startsWith("Points Possible");
    }
}
