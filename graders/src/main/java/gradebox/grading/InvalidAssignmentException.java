package gradebox.grading;

import java.util.List;

/**
 * Tell the author what is wrong with an assignment, every fault found, each with its file and line
 * where it has one.
 */
public final class InvalidAssignmentException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    public InvalidAssignmentException(String problem) {
        this(List.of(problem));
    }

    public InvalidAssignmentException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
