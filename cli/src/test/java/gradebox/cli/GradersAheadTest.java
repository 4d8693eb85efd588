package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.grading.Grader;
import gradebox.grading.GraderReport;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.run.GraderSet;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GradersAheadTest {
    private final AtomicBoolean closed = new AtomicBoolean();
    private final GraderSet set = new GraderSet(Map.of("suite", new Remembering()));

    private final class Remembering implements Grader {
        @Override
        public GraderReport grade(Submission submission, Workbench workbench) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @Test
    void theCallerGoesOnWhileGradersAreMade() throws Exception {
        var goOn = new CountDownLatch(1);
        try (var ahead =
                GradersAhead.begin(
                        () -> {
                            goOn.await();
                            return set;
                        })) {
            goOn.countDown();

            assertThat(ahead.get()).isSameAs(set);
            assertThat(closed).isFalse();
        }
        assertThat(closed).isTrue();
    }

    @Test
    void gradersThatNobodyAskedForAreClosedThoughTheCallerIsInterrupted() {
        var goOn = new CountDownLatch(1);
        var ahead =
                GradersAhead.begin(
                        () -> {
                            goOn.await();
                            return set;
                        });
        Thread.currentThread().interrupt();
        Thread.ofPlatform().daemon().start(goOn::countDown);
        ahead.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(closed).isTrue();
    }

    @Test
    void anInvalidAssignmentIsToldWhenAskedAndNotWhenClosed() {
        var ahead =
                GradersAhead.begin(
                        () -> {
                            throw new InvalidAssignmentException("it does not compile");
                        });

        assertThatThrownBy(ahead::get)
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessageContaining("it does not compile");
        ahead.close();
    }
}
