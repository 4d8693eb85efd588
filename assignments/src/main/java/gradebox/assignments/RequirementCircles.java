package gradebox.assignments;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Find checks that require each other, depth first. */
final class RequirementCircles {
    private final Map<String, Place> lines;
    private final Problems problems;
    private final Set<String> done = new HashSet<>();
    private final List<String> way = new ArrayList<>();

    /**
     * @param lines the rubric's lines by the ids of their checks
     */
    RequirementCircles(Map<String, Place> lines, Problems problems) {
        this.lines = lines;
        this.problems = problems;
    }

    void check() {
        lines.keySet().forEach(this::visit);
    }

    private void visit(String id) {
        var line = lines.get(id);
        if (line == null || !done.add(id)) {
            return;
        }
        way.add(id);
        for (var required : line.at("requires").members()) {
            if (way.contains(required.text())) {
                complain(required);
            } else {
                visit(required.text());
            }
        }
        way.removeLast();
    }

    private void complain(Place required) {
        var circle = new ArrayList<>(way.subList(way.indexOf(required.text()), way.size()));
        circle.add(required.text());
        problems.add(
                required,
                "this goes in a circle: %s; drop one".formatted(String.join(" requires ", circle)));
    }
}
