package gradebox.graders.source;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.Check;
import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Make graders of {@code type: source}. Its checks are {@code required} (the files are there),
 * {@code imports}, {@code calls} and {@code names} (nothing forbidden stands in the syntax tree).
 */
public final class SourceProvider implements GraderProvider {
    private static final Set<String> CHECKS = Set.of("required", "imports", "calls", "names");

    @Override
    public String type() {
        return "source";
    }

    @Override
    public Grader create(GraderDefinition definition) throws InvalidAssignmentException {
        for (Check check : definition.checks()) {
            if (!CHECKS.contains(check.name())) {
                throw new InvalidAssignmentException(
                        "the rubric names "
                                + check.id()
                                + "; a source grader's checks are required, imports, calls and names");
            }
        }
        var settings = definition.settings();
        return new SourceGrader(
                definition,
                words(settings.path("required")),
                words(settings.path("forbid_imports")),
                words(settings.path("forbid_calls")),
                words(settings.path("forbid_names")));
    }

    private static List<String> words(JsonNode array) {
        var words = new ArrayList<String>();
        array.forEach(word -> words.add(word.asText()));
        return words;
    }
}
