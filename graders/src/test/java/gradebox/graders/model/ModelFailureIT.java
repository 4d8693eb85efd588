package gradebox.graders.model;

import gradebox.grading.Outcome.Reason;
import gradebox.grading.Workbench;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Says what is wrong with models that cannot be trained, or whose predictions cannot be scored. */
class ModelFailureIT extends ModelGraderBench {
    @Test
    void predictionsThatCannotBeScoredSayWhy() throws Exception {
        assertFailed(
                grade(CALLS, RIGHT.replace("* self.w", "* float('nan')")),
                Reason.WRONG,
                "The predictions hold NaN; each must be finite.");
        assertFailed(
                grade(CALLS, RIGHT.replace("X * self.w", "X[:, 0] * self.w")),
                Reason.WRONG,
                "The predictions should have the shape (2, 1), and have (2).");
        assertFailed(
                grade(CALLS, RIGHT.replace("X * self.w", "[1, 2]")),
                Reason.WRONG,
                "predict(…) should return an array, and returned a list of 2.");
    }

    @Test
    void trainingThatReturnsNoModelOrRaisesSaysSo() throws Exception {
        assertFailed(
                grade(CALLS, RIGHT.replace("return Model", "Model")),
                Reason.WRONG,
                "Training should return a model, and returned none.");
        assertFailed(
                grade(CALLS, RIGHT.replace("return Model", "raise ValueError")),
                Reason.RAISED,
                "train(…) raised ValueError");
        assertFailed(grade(CALLS, "x = 1"), Reason.MISSING, "Your submission has no `train`.");
    }

    @Test
    void commandsThatFailOrLeaveNoFileSaySo() throws Exception {
        assertFailed(
                grade(COMMANDS, "import sys; sys.exit(4)", PREDICT),
                Reason.RAISED,
                "should exit with 0, and exited with 4.");
        assertFailed(
                grade(COMMANDS, TRAIN, "print('nothing')"),
                Reason.MISSING,
                "Your program left no predictions.npz.");
        assertFailed(
                grade(COMMANDS, TRAIN, "open('/work/predictions.npz', 'w').write('x')"),
                Reason.WRONG,
                "predictions.npz cannot be read: it is a file that is no .npz archive.");
        assertFailed(
                grade(COMMANDS, TRAIN, "import os; os.mkfifo('/work/predictions.npz')"),
                Reason.RAISED,
                "is not a regular file");
    }

    @Test
    void trainingThatTakesTooLongTimesOut() throws Exception {
        var plain = workbench();
        var hurried =
                new Workbench(
                        plain.sandboxes(),
                        plain.image(),
                        plain.limits(),
                        Duration.ofSeconds(3),
                        plain.gpu(),
                        plain.entry(),
                        plain.runtime(),
                        plain.data(),
                        plain.seeds());
        var calls =
                bench.submission(Map.of("solution.py", "def train(**_):\n    while True: pass"));
        assertFailed(grade(CALLS, calls, hurried), Reason.TIMED_OUT, "did not answer in time");
        var commands =
                bench.submission(
                        Map.of("train.py", "import time; time.sleep(60)", "predict.py", ""));
        assertFailed(
                grade(COMMANDS, commands, hurried), Reason.TIMED_OUT, "did not answer in time");
    }
}
