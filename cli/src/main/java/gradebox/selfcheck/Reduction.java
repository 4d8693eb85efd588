package gradebox.selfcheck;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.assignments.Assignment;
import gradebox.assignments.Assignment.DataDefinition;
import gradebox.assignments.Assignment.ImageChoice;
import gradebox.grading.Check;
import gradebox.grading.GraderDefinition;
import gradebox.grading.Visibility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Leave out of an assignment what students must not see. What is not known to be visible stays. */
final class Reduction {
    /** The rules of a source grader, by the check that tells of each. */
    private static final Map<String, String> SOURCE_RULES =
            Map.of(
                    "required", "required",
                    "imports", "forbid_imports",
                    "calls", "forbid_calls",
                    "names", "forbid_names");

    private final Assignment assignment;
    private final Map<String, ObjectNode> graders = new LinkedHashMap<>();
    private final Set<String> checks = new HashSet<>();
    private final TreeMap<String, Path> files = new TreeMap<>();
    private final Map<String, DataDefinition> data = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private Reduction(Assignment assignment) {
        this.assignment = assignment;
    }

    static Reduced of(Assignment assignment) throws IOException {
        var reduction = new Reduction(assignment);
        for (var grader : assignment.graders()) {
            reduction.add(grader);
        }
        if (assignment.image() instanceof ImageChoice.Recipe recipe) {
            reduction.addRecipe(recipe.dockerfile());
        }
        reduction.noteChecks();
        var kept =
                assignment.rubric().checks().stream()
                        .map(Check::id)
                        .filter(reduction.checks::contains)
                        .toList();
        return new Reduced(
                reduction.graders,
                kept,
                reduction.files,
                List.copyOf(reduction.data.values()),
                reduction.notes);
    }

    private void add(GraderDefinition grader) throws IOException {
        boolean bringsChecks = isInProcess(grader) && grader.checks().isEmpty();
        if (visible(grader).isEmpty() && !bringsChecks) {
            notes.add("left out, grader %s: none of its checks is visible".formatted(grader.id()));
            return;
        }
        switch (grader.type()) {
            case "junit", "pytest" -> addSuite(grader);
            case "model" -> addModel(grader);
            case "source" -> addSource(grader);
            case "command" -> addCommand(grader);
            default ->
                    notes.add(
                            "left out, grader %s: what its type %s would give away is not known"
                                    .formatted(grader.id(), grader.type()));
        }
    }

    private static boolean isInProcess(GraderDefinition grader) {
        return grader.type().equals("pytest")
                && grader.settings().path("isolation").asText().equals("in-process");
    }

    private static List<Check> visible(GraderDefinition grader) {
        return grader.checks().stream()
                .filter(check -> check.visibility() == Visibility.VISIBLE)
                .toList();
    }

    private void keep(GraderDefinition grader, ObjectNode settings, List<Check> kept) {
        var entry = settings.objectNode().put("type", grader.type());
        entry.setAll(settings);
        graders.put(grader.id(), entry);
        kept.forEach(check -> checks.add(check.id()));
    }

    private void addModel(GraderDefinition grader) {
        String id = grader.settings().path("data").asText();
        for (var set : assignment.data()) {
            if (set.id().equals(id) && set instanceof DataDefinition.Generated) {
                data.put(id, set);
                keep(grader, settings(grader), visible(grader));
                return;
            }
        }
        notes.add(
                "left out, grader %s: it needs the data %s, which staff bring with held-out labels"
                        .formatted(grader.id(), id));
    }

    private void addSource(GraderDefinition grader) {
        var settings = settings(grader);
        var names = visible(grader).stream().map(Check::name).toList();
        SOURCE_RULES.forEach(
                (check, rule) -> {
                    if (!names.contains(check)) {
                        settings.remove(rule);
                    }
                });
        keep(grader, settings, visible(grader));
    }

    private void addCommand(GraderDefinition grader) {
        var settings = settings(grader);
        for (var file : List.of(settings.path("stdin"), settings.path("expect").path("stdout"))) {
            if (file.isTextual()) {
                files.put(file.textValue(), assignment.folder().resolve(file.textValue()));
            }
        }
        keep(grader, settings, visible(grader));
    }

    private static ObjectNode settings(GraderDefinition grader) {
        return grader.settings().deepCopy();
    }

    private void addSuite(GraderDefinition grader) throws IOException {
        var named = grader.settings().path("suite").asText();
        var suite = SuiteFolder.read(assignment.folder().resolve(named));
        var hidden = hiddenTests();
        if (isInProcess(grader)) {
            hidden.add("visibility"); // a test of such a suite says itself who sees it
        }
        var split = new SuiteSplit(suite.sources(), hidden);
        var nowhere = split.nowhere(hiddenNames(grader));
        if (!nowhere.isEmpty()) {
            notes.add(
                    "left out, grader %s: no file of its suite names the hidden %s, so it can lie in any"
                            .formatted(grader.id(), String.join(", ", nowhere)));
            return;
        }
        var tests = suite.sources().stream().filter(file -> holdsVisible(file, grader)).toList();
        var shown = split.shown(tests);
        var kept =
                visible(grader).stream()
                        .filter(check -> isIn(shown.files(), suite, check))
                        .toList();
        if (shown.files().isEmpty()) {
            notes.add(
                    "left out, grader %s: every file of its visible checks holds or needs what is hidden"
                            .formatted(grader.id()));
            return;
        }
        keepSuite(grader, named, suite, shown, kept);
    }

    private void keepSuite(
            GraderDefinition grader,
            String named,
            SuiteFolder suite,
            SuiteSplit.Shown shown,
            List<Check> kept) {
        for (var file : suite.sources()) {
            var path = suite.isFile() ? named : tidy(named) + "/" + file.path();
            if (!shown.files().contains(file.path())) {
                notes.add("left out, " + path + ": " + why(file, grader, shown));
                continue;
            }
            files.put(path, suite.locate(file));
            if (shown.shared().contains(file.path())) {
                notes.add("look at " + path + ": it goes out, and hidden checks use it too");
            }
        }
        keep(grader, settings(grader), kept);
    }

    private static String why(SuiteSource file, GraderDefinition grader, SuiteSplit.Shown shown) {
        if (shown.secret().contains(file.path())) {
            return file.isSource() ? "it speaks of hidden checks" : "hidden checks read it";
        }
        return holdsVisible(file, grader)
                ? "it needs what stays out"
                : "no visible check that goes out needs it";
    }

    private static String tidy(String folder) {
        return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    private static boolean holdsVisible(SuiteSource file, GraderDefinition grader) {
        return grader.checks().isEmpty()
                ? file.isTestFile()
                : visible(grader).stream().anyMatch(check -> file.defines(function(check)));
    }

    private static boolean isIn(Set<String> shown, SuiteFolder suite, Check check) {
        return suite.sources().stream()
                .anyMatch(file -> shown.contains(file.path()) && file.defines(function(check)));
    }

    private static Set<String> hiddenNames(GraderDefinition grader) {
        var names = new HashSet<String>();
        for (var check : grader.checks()) {
            if (check.visibility() != Visibility.VISIBLE) {
                names.add(function(check));
            }
        }
        return names;
    }

    /** Return the names of all hidden tests: suites of two graders may lie in one folder. */
    private Set<String> hiddenTests() {
        var names = new HashSet<String>();
        for (var grader : assignment.graders()) {
            if (grader.type().equals("junit") || grader.type().equals("pytest")) {
                names.addAll(hiddenNames(grader));
            }
        }
        return names;
    }

    /** Return the name of a test without its file and class. */
    private static String function(Check check) {
        return check.name().replaceFirst("^.*[.:]", "");
    }

    /** An image's recipe goes along with what it names; what nobody names cannot be needed. */
    private void addRecipe(Path dockerfile) throws IOException {
        var folder = dockerfile.resolveSibling("");
        var text = Files.readString(dockerfile);
        boolean isApart = !folder.normalize().equals(assignment.folder().normalize());
        for (var file : isApart ? SuiteFolder.read(folder).sources() : List.<SuiteSource>of()) {
            var path = folder.resolve(file.path());
            var name = assignment.folder().relativize(path).toString();
            if (path.equals(dockerfile) || text.contains(file.name())) {
                files.put(name, path);
            } else {
                notes.add("left out, " + name + ": the image's recipe does not name it");
            }
        }
        files.put(assignment.folder().relativize(dockerfile).toString(), dockerfile);
    }

    private void noteChecks() {
        var fallenOut =
                assignment.rubric().checks().stream()
                        .filter(check -> check.visibility() == Visibility.VISIBLE)
                        .map(Check::id)
                        .filter(check -> !checks.contains(check))
                        .toList();
        if (!fallenOut.isEmpty()) {
            notes.add("left out with them, visible checks: " + String.join(", ", fallenOut));
        }
        long hidden =
                assignment.rubric().checks().stream()
                        .filter(check -> check.visibility() != Visibility.VISIBLE)
                        .count();
        if (hidden > 0) {
            notes.add(
                    hidden == 1
                            ? "left out, 1 check that is not visible"
                            : "left out, %d checks that are not visible".formatted(hidden));
        }
    }
}
