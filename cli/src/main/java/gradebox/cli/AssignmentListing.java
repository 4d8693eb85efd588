package gradebox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.assignments.Assignment;
import gradebox.assignments.Assignment.ImageChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Show assignments, as a table for people or as JSON for programs. */
final class AssignmentListing {
    private static final List<String> HEAD =
            List.of("ID", "POINTS", "GPU", "IMAGE", "COURSE", "TITLE");

    private AssignmentListing() {}

    /** Return one line an assignment, in aligned columns. */
    static String table(List<Assignment> assignments) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        assignments.forEach(assignment -> rows.add(row(assignment)));
        var table = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column));
                line.append(" ".repeat(2 + width(rows, column) - row.get(column).length()));
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static List<String> row(Assignment assignment) {
        return List.of(
                assignment.id(),
                assignment.rubric().points().toPlainString(),
                gpu(assignment),
                image(assignment),
                assignment.course(),
                assignment.title());
    }

    /** Return a list of objects; points are exact decimals. */
    static JsonNode json(List<Assignment> assignments) {
        var list = JsonNodeFactory.instance.arrayNode();
        assignments.forEach(assignment -> list.add(object(assignment)));
        return list;
    }

    private static ObjectNode object(Assignment assignment) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", assignment.id())
                .put("title", assignment.title())
                .put("course", assignment.course())
                .put("points", assignment.rubric().points())
                .put("gpu", gpu(assignment))
                .put("image", image(assignment));
    }

    private static String gpu(Assignment assignment) {
        return assignment.gpu().need().name().toLowerCase(Locale.ROOT);
    }

    private static String image(Assignment assignment) {
        return switch (assignment.image()) {
            case ImageChoice.Bundled bundled -> bundled.name();
            case ImageChoice.Recipe recipe ->
                    assignment.folder().relativize(recipe.dockerfile()).toString();
            case ImageChoice.Present present -> present.reference();
        };
    }
}
