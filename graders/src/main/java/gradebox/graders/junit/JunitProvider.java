package gradebox.graders.junit;

import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;

/**
 * Make graders of {@code type: junit}. The setting {@code suite} names a folder of Java sources.
 */
public final class JunitProvider implements GraderProvider {
    private final SuiteCache cache;

    /** Make one that keeps compiled suites where this user's caches are. */
    public JunitProvider() {
        this(SuiteCache.ofThisUser());
    }

    JunitProvider(SuiteCache cache) {
        this.cache = cache;
    }

    @Override
    public String type() {
        return "junit";
    }

    @Override
    public Grader create(GraderDefinition definition) throws InvalidAssignmentException {
        var sources = definition.folder().resolve(definition.settings().path("suite").asText());
        var suite = CompiledSuite.compile(sources, cache);
        try {
            return new JunitGrader(definition, suite, suite.methods(definition));
        } catch (InvalidAssignmentException e) {
            suite.close();
            throw e;
        }
    }
}
