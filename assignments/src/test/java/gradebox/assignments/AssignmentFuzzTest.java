package gradebox.assignments;

import gradebox.sandbox.HostileBytes;
import org.junit.jupiter.api.Test;

/** Every committed input, findings among them, and mutations of each. */
class AssignmentFuzzTest {
    private static final int MUTATIONS = 100;

    @Test
    void assignmentsAreLoadedOrEveryProblemIsTold() throws Exception {
        HostileBytes.feedSeeds(AssignmentFuzz.class, "assignment", MUTATIONS, AssignmentFuzz::load);
    }
}
