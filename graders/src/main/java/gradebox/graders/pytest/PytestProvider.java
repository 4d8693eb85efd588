package gradebox.graders.pytest;

import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;

/**
 * Make graders of {@code type: pytest}. The setting {@code suite} names a folder of tests or one
 * file, and {@code isolation} where they run: {@code separate} (unless said) or {@code in-process}.
 */
public final class PytestProvider implements GraderProvider {

    @Override
    public String type() {
        return "pytest";
    }

    @Override
    public Grader create(GraderDefinition definition) throws InvalidAssignmentException {
        boolean inside = definition.settings().path("isolation").asText().equals("in-process");
        var suite = Suite.of(definition);
        boolean made = false;
        try {
            // A suite that defines its checks, or what a test is, is known when it runs.
            boolean bringsChecks = inside && definition.checks().isEmpty();
            if (!bringsChecks && !(inside && suite.hasConfiguration())) {
                RubricMatch.verify(definition, suite.tests());
            }
            var grader =
                    inside
                            ? new InsideGrader(definition, suite)
                            : new SeparateGrader(definition, suite);
            made = true;
            return grader;
        } finally {
            if (!made) {
                suite.close();
            }
        }
    }
}
