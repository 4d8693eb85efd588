package gradebox.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads a folder of results for a comparison byte for byte. What may differ between two runs is
 * listed here, field by field, and nothing else is touched.
 */
final class Results {
    private static final Map<Pattern, String> MAY_DIFFER =
            Map.of(
                    // class.json: when the run began; what a run, a submission and a check took
                    Pattern.compile("\"started_at\" : \"[^\"]*\""), "\"started_at\" : T",
                    Pattern.compile("\"seconds\" : [0-9.]+"), "\"seconds\" : T",
                    // results.json: what a submission took
                    Pattern.compile("\"execution_time\" : [0-9.]+"), "\"execution_time\" : T",
                    // report.json: the same, and where the run had its copy of the submission
                    Pattern.compile("\"time\" : \"PT[0-9.HMS]+\""), "\"time\" : T",
                    Pattern.compile("\"root\" : \"[^\"]*/gradebox-run-[^/\"]*/"),
                            "\"root\" : \"RUN/");

    private Results() {}

    /** Return every file of a folder by its name, but for the log and the lock. */
    static Map<String, String> of(Path out) throws IOException {
        var all = new TreeMap<String, String>();
        try (var files = Files.walk(out)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                var name = out.relativize(file).toString();
                if (!name.equals("gradebox.log") && !name.equals(".lock")) {
                    all.put(name, withoutTimes(elsewhere(name, Files.readString(file), out)));
                }
            }
        }
        return all;
    }

    /** Say where a run read what it graded as if that lay in the same place for all: beside OUT. */
    private static String elsewhere(String name, String text, Path out) {
        return name.equals("origin.json")
                ? text.replace(out.resolveSibling("").toString(), "WORK")
                : text;
    }

    private static String withoutTimes(String text) {
        var rest = text;
        for (var field : MAY_DIFFER.entrySet()) {
            rest = field.getKey().matcher(rest).replaceAll(field.getValue());
        }
        return rest;
    }
}
