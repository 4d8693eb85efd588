package gradebox.graders.pytest;

import gradebox.grading.Check;
import gradebox.grading.GraderDefinition;
import gradebox.grading.InvalidAssignmentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Match a suite's tests with the rubric, both ways. */
final class RubricMatch {
    private RubricMatch() {}

    /** Find the rubric's line for a test. */
    static Optional<Check> check(TestKey test, List<Check> checks) {
        var forms = test.forms();
        return checks.stream().filter(check -> forms.contains(check.name())).findFirst();
    }

    /**
     * Refuse a rubric that names what is no test, or that leaves one out.
     *
     * @throws InvalidAssignmentException with every fault
     */
    static void verify(GraderDefinition definition, PythonTests tests)
            throws InvalidAssignmentException {
        var problems = new ArrayList<String>();
        for (Check check : definition.checks()) {
            var named =
                    tests.certain().stream()
                            .filter(test -> test.forms().contains(check.name()))
                            .toList();
            if (named.size() > 1) {
                problems.add(ambiguous(check, named));
            } else if (named.isEmpty() && !mayBe(check.name(), tests)) {
                problems.add("the rubric names " + check.id() + ", and the suite has no such test");
            }
        }
        for (var test : tests.certain()) {
            if (check(test, definition.checks()).isEmpty()) {
                String name = test.nameAmong(tests.certain());
                problems.add(
                        "the suite has the test %s (%s), and the rubric does not name %s/%s"
                                .formatted(name, test.file(), definition.id(), name));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidAssignmentException(problems);
        }
    }

    private static boolean mayBe(String name, PythonTests tests) {
        return tests.possible().contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static String ambiguous(Check check, List<TestKey> named) {
        var names = named.stream().map(test -> test.nameAmong(named)).toList();
        return "the rubric names %s, and the suite has several such tests; name %s"
                .formatted(check.id(), String.join(", ", names));
    }
}
