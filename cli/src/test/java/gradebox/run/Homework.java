package gradebox.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gradebox.assignments.Assignment;
import gradebox.grading.Check;
import gradebox.grading.GraderDefinition;
import gradebox.grading.Rubric;
import gradebox.grading.Workbench;
import gradebox.sandbox.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An assignment to test with, of which only checks and graders matter. */
public final class Homework {
    private static final Path FOLDER = Path.of("/assignment");

    private Homework() {}

    public static Assignment of(List<Check> checks, List<GraderDefinition> graders) {
        return of(checks, graders, List.of());
    }

    static Assignment of(
            List<Check> checks,
            List<GraderDefinition> graders,
            List<Assignment.LeaderboardMetric> leaderboard) {
        return new Assignment(
                "course/hw",
                "Homework",
                "Course",
                FOLDER,
                "d1",
                new Assignment.ImageChoice.Bundled("cpu"),
                Limits.DEFAULT,
                Duration.ofSeconds(10),
                new Assignment.GpuNeed(Assignment.GpuNeed.Need.NONE, 0),
                new Assignment.SubmissionRules(List.of("solution.py"), List.of(), entry(), 1 << 20),
                List.of(),
                graders,
                new Rubric(checks),
                leaderboard,
                Assignment.Solutions.NONE);
    }

    /** Define a grader without settings that makes those of the checks that are its own. */
    public static GraderDefinition grader(String id, String type, List<Check> checks) {
        return new GraderDefinition(
                id, type, JsonNodeFactory.instance.objectNode(), FOLDER, new Rubric(checks).of(id));
    }

    static Workbench.Entry entry() {
        return new Workbench.Entry("solution", List.of(), Workbench.ProcessPer.CHECK);
    }
}
