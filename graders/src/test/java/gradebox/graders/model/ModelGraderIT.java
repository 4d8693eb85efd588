package gradebox.graders.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradebox.grading.Outcome;
import gradebox.grading.StudentCalls;
import gradebox.grading.Workbench;
import gradebox.sandbox.call.StudentSandboxes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trains and predicts in real sandboxes: y is twice x. */
class ModelGraderIT extends ModelGraderBench {
    @Test
    void aModelThatIsTrainedByCallsPasses() throws Exception {
        var report = grade(CALLS + ", \"runs\": 2", RIGHT);
        assertPassed(report, 2);
        assertThat(StudentCalls.feedback(outcome(report)))
                .isEqualTo(
                        "mse 0.0000 (the median of 0.0000, 0.0000)."
                                + " 0 % of the points at 1.0000, 100 % of the points at 0.0001.");
    }

    @Test
    void aModelThatIsTrainedByCommandsPassesAndEachRunStartsInAnEmptyFolder() throws Exception {
        assertPassed(grade(COMMANDS + ", \"runs\": 2", TRAIN, PREDICT), 2);
    }

    @Test
    void aCommandIsToldTheSeed() throws Exception {
        String predict =
                PREDICT.replace("* w)", "* w + numpy.load('/work/model.npz')['seed'] % 1000)");
        var measured = measurement(grade(COMMANDS, TRAIN, predict));
        double offset = measured.seeds().getFirst() % 1000;
        assertThat(measured.value()).isCloseTo(offset * offset, within(1e-3));
    }

    @Test
    void theMedianOfTheRunsCounts() throws Exception {
        String code =
                RIGHT.replace("X * self.w", "X * self.w + self.seed % 1000 / 1000")
                        .replace("w): self.w = w", "w, seed): self.w, self.seed = w, seed")
                        .replace("(X * X).sum())", "(X * X).sum(), seed)");
        var measured = measurement(grade(CALLS + ", \"runs\": 3", code));
        var byHand =
                measured.seeds().stream().map(seed -> Math.pow(seed % 1000 / 1000.0, 2)).toList();
        assertThat(byHand).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(measured.runs().get(i)).isCloseTo(byHand.get(i), within(1e-6));
        }
        assertThat(measured.value()).isEqualTo(measured.runs().stream().sorted().toList().get(1));
    }

    @Test
    void furtherRunsAreMadeOnlyNearACutOff() throws Exception {
        String halfOff = RIGHT.replace("X * self.w", "X * self.w + 0.5"); // 0.25 from full
        String near = CALLS + ", \"runs\": 1, \"near_cutoff\": {\"runs\": 2, \"within\": %s}";
        assertThat(measurement(grade(near.formatted("0.3"), halfOff)).runs()).hasSize(3);
        assertThat(measurement(grade(near.formatted("0.1"), halfOff)).runs()).hasSize(1);
    }

    @Test
    void aPartOfThePointsIsEarnedBetweenCutOffs() throws Exception {
        assertThat(outcome(grade(CALLS, RIGHT.replace("X * self.w", "X * self.w + 0.5"))))
                .isInstanceOfSatisfying(
                        Outcome.Partial.class,
                        partial -> assertThat(partial.fraction()).isEqualByComparingTo("0.7501"));
    }

    @Test
    void aKnownFloorIsTakenOff() throws Exception {
        String settings = CALLS.replace("\"of\"", "\"minus\": \"hidden.floor\", \"of\"");
        var measured = measurement(grade(settings, RIGHT.replace("* self.w", "* self.w + 0.5")));
        assertThat(measured.value()).isCloseTo(0, within(1e-6));
    }

    @Test
    void noRunKnowsWhatAnEarlierOneSaw() throws Exception {
        String remembers =
                """
                import os
                SEEN = []
                def places(): return ["/tmp/seen", "/work/seen", "/dev/shm/seen"]
                class Model:
                    def predict(self, X):
                        SEEN.append(1)
                        for place in places():
                            open(place, "w").close()
                        return X * 2
                def train(X, y, seed):
                    if SEEN or any(map(os.path.exists, places())):
                        raise RuntimeError("seen before")
                    return Model()
                """;
        var plain = workbench();
        var shared = new Workbench.Entry("solution", List.of("numpy"), Workbench.ProcessPer.SUITE);
        try (var own = new StudentSandboxes(plain.sandboxes(), Duration.ofMinutes(2))) {
            var bench = plain.importing(shared).sharing(own);
            var submission = this.bench.submission(Map.of("solution.py", remembers));
            assertPassed(grade(CALLS + ", \"runs\": 3", submission, bench), 3);
        }
    }

    @Test
    void trainingSeesNoHeldOutInputs() throws Exception {
        String spy =
                """
                import gc, os, numpy

                def look(where):
                    for root, _, names in os.walk(where):
                        for name in names:
                            if b"inputs" in name.encode():
                                raise RuntimeError(name)

                def seen(x):
                    return isinstance(x, numpy.ndarray) and x.dtype == float and (x == 1234567).any()

                def train(X, y, seed):
                    for where in ("/work", "/tmp", "/submission", "/dev/shm"):
                        look(where)
                    held = [x for thing in gc.get_objects() if type(thing) in (dict, list, tuple)
                            for x in (thing.values() if type(thing) is dict else thing)]
                    if any(seen(x) for x in held + list(globals().values())):
                        raise RuntimeError("found them")
                    if not any(x is X for x in held + [X]):
                        raise RuntimeError("looked in no place")
                    return Model((X * y).sum() / (X * X).sum())
                """;
        String code = spy + RIGHT.substring(0, RIGHT.indexOf("def train"));
        assertPassed(grade(CALLS + ", \"runs\": 2", code), 2);
    }
}
