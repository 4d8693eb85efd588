package gradebox.run;

import static gradebox.run.Classroom.submission;
import static gradebox.run.Classroom.submissions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Reason;
import gradebox.run.RunSummary.End;
import gradebox.sandbox.DeviceRefusedException;
import gradebox.sandbox.EngineUnavailableException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A run that has to stop keeps what is finished, and says what is left. */
class GradingStopTest extends GradingRunBench {
    @Test
    void stopsAtAnInterruptAndKeepsWhatIsFinished() throws Exception {
        var stuck = new CountDownLatch(1);
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (submission.id().equals("b")) {
                        stuck.countDown();
                        Thread.sleep(60_000);
                    }
                    return passed();
                });
        var main = Thread.currentThread();
        Thread.ofVirtual()
                .start(
                        () -> {
                            awaitUnchecked(stuck);
                            while (classroom.store.saved.isEmpty()) {
                                Thread.onSpinWait();
                            }
                            main.interrupt();
                        });

        var summary = classroom.run().grade(submissions("a", "b", "c"), Set.of());

        assertThat(summary.end()).isEqualTo(new End.Interrupted());
        assertThat(ids(summary)).containsExactly("a");
        assertThat(summary.left()).containsExactly("b", "c");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void takesNoVerdictFromAGraderThatWasInterrupted() throws Exception {
        var main = Thread.currentThread();
        classroom.grader(
                "g",
                (submission, bench) -> {
                    main.interrupt();
                    // A careless grader: its sandbox is closed under it, and it blames the student.
                    awaitUnchecked(new CountDownLatch(1));
                    return both(new Failed(Reason.CRASHED, ""), new Failed(Reason.CRASHED, ""));
                });

        var summary = classroom.run().grade(submissions("a"), Set.of());

        assertThat(summary.left()).containsExactly("a");
        assertThat(classroom.store.saved).isEmpty();
    }

    @Test
    void storesAResultThoughAnInterruptHitsTheWriting() throws Exception {
        classroom.grader("g", this::count);
        classroom.store.failure = new ClosedByInterruptException();

        var summary = classroom.run().grade(submissions("a", "b"), Set.of());

        assertThat(classroom.store.saved).contains("a");
        assertThat(summary.end()).isEqualTo(new End.Interrupted());
    }

    @Test
    void endsAtOnceWhereThereIsNoEngine() throws Exception {
        classroom.grader("g", this::count);
        var run =
                classroom.run(
                        () -> {
                            throw new EngineUnavailableException("no engine answers");
                        });

        var summary = run.grade(submissions("a", "b"), Set.of());

        assertThat(summary.end()).isEqualTo(new End.EngineLost("no engine answers"));
        assertThat(summary.left()).containsExactly("a", "b");
        assertThat(graded).hasValue(0);
    }

    @Test
    void endsAtOnceWhereTheEngineRefusesADevice() throws Exception {
        classroom.grader(
                "g",
                (submission, bench) -> {
                    graded.incrementAndGet();
                    throw new DeviceRefusedException("no driver", new IOException());
                });

        var summary = classroom.run().grade(submissions("a", "b"), Set.of());

        assertThat(summary.end()).isEqualTo(new End.EngineLost("no driver"));
        assertThat(graded).hasValue(1);
    }

    @Test
    void keepsWhatIsFinishedWhenTheEngineGoesForGood() throws Exception {
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (submission.id().equals("b")) {
                        throw new EngineUnavailableException("no engine answers");
                    }
                    return passed();
                });

        var summary = classroom.run().grade(submissions("a", "b", "c"), Set.of());

        assertThat(summary.end()).isInstanceOf(End.EngineLost.class);
        assertThat(classroom.store.saved).containsExactly("a");
        assertThat(summary.left()).containsExactly("b", "c");
    }

    @Test
    void stopsBeforeASubmissionWhereThereIsNoRoomForItsResult() throws Exception {
        classroom.grader("g", this::count);
        classroom.store.needs(Long.MAX_VALUE);

        var summary = classroom.run().grade(submissions("a", "b"), Set.of());

        assertThat(summary.end()).isInstanceOf(End.DiskFull.class);
        assertThat(summary.left()).containsExactly("a", "b");
        assertThat(graded).hasValue(0);
    }

    @Test
    void tellsThatAResultCannotBeStored() {
        classroom.grader("g", this::count);
        var full = new IOException("No space left on device");
        classroom.store.failure = full;

        assertThatThrownBy(() -> classroom.run().grade(submissions("a"), Set.of())).isSameAs(full);
    }
}
