package gradebox.run;

import gradebox.assignments.Assignment;
import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;
import gradebox.sandbox.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Hold an assignment's graders, in the order in which they run. */
public final class GraderSet implements AutoCloseable {
    private final Map<String, Grader> graders;

    /** Take graders by their id. */
    public GraderSet(Map<String, Grader> graders) {
        this.graders = new LinkedHashMap<>(graders);
    }

    /**
     * Make every grader that the assignment names.
     *
     * @param providers by type
     * @throws InvalidAssignmentException with the problems of all of them
     */
    public static GraderSet of(Assignment assignment, Map<String, GraderProvider> providers)
            throws InvalidAssignmentException {
        var graders = new LinkedHashMap<String, Grader>();
        var problems = new ArrayList<String>();
        for (var definition : assignment.graders()) {
            try {
                graders.put(definition.id(), make(definition, providers));
            } catch (InvalidAssignmentException e) {
                problems.addAll(e.problems());
            }
        }
        var set = new GraderSet(graders);
        if (!problems.isEmpty()) {
            set.close();
            throw new InvalidAssignmentException(problems);
        }
        return set;
    }

    private static Grader make(GraderDefinition definition, Map<String, GraderProvider> providers)
            throws InvalidAssignmentException {
        var provider = providers.get(definition.type());
        if (provider == null) {
            throw new InvalidAssignmentException(
                    "%s: there is no grader of type %s; there are %s"
                            .formatted(
                                    definition.id(),
                                    definition.type(),
                                    String.join(", ", new TreeSet<>(providers.keySet()))));
        }
        return provider.create(definition);
    }

    List<String> ids() {
        return List.copyOf(graders.keySet());
    }

    Grader get(String id) {
        var grader = graders.get(id);
        if (grader == null) {
            throw new IllegalStateException("no grader " + id);
        }
        return grader;
    }

    /** Tell whether a submission will be called through the protocol. */
    boolean callSubmissions() {
        return graders.values().stream().anyMatch(Grader::callsSubmissions);
    }

    /**
     * Return the most memory that one of the graders uses beside a student's sandbox; they run one
     * after the other.
     */
    public long memoryBeside(Limits student) {
        return graders.values().stream()
                .mapToLong(grader -> grader.memoryBeside(student))
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        graders.values().forEach(Grader::close);
    }
}
