package gradebox.steps;

/** Be told when a run has come to a step; by many threads. */
@FunctionalInterface
public interface Steps {
    /** Nobody wants to know. */
    Steps UNMARKED = step -> {};

    /** Take note; may not return. */
    void reached(Step step);
}
