package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.assignments.Assignment;
import gradebox.assignments.AssignmentLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Path HOMEWORK =
            Path.of(System.getProperty("gradebox.home"))
                    .resolve("assignments/catalogue/mit-67960/hw1-backprop");

    private Assignment assignment;

    @BeforeEach
    void load() throws Exception {
        var all = Set.of("junit", "pytest", "model", "source", "command");
        assignment =
                new AssignmentLoader(all)
                        .load(HOMEWORK)
                        .withTime(Duration.ofMinutes(5), Duration.ofSeconds(5));
    }

    @Test
    void nothingChangesWhereThereAreProcessorsEnough() {
        var pace = new Pace(Double.POSITIVE_INFINITY, null);
        assertThat(pace.fit(assignment)).isEqualTo(assignment);
        assertThat(pace.note(assignment)).isEmpty();
    }

    @Test
    void halfAProcessorHasTwiceTheTime() {
        var pace = new Pace(assignment.limits().cpus() / 2, null);
        assertThat(pace.fit(assignment).perCheck()).isEqualTo(Duration.ofSeconds(10));
        assertThat(pace.fit(assignment).limits().wall()).isEqualTo(Duration.ofMinutes(10));
        assertThat(pace.note(assignment).orElseThrow()).contains("10 s for a check, 600 s for all");
    }

    @Test
    void neverMoreThanThePlatformGives() {
        var pace = new Pace(assignment.limits().cpus() / 2, Duration.ofMinutes(8));
        assertThat(pace.fit(assignment).limits().wall()).isEqualTo(Duration.ofMinutes(8));
        assertThat(pace.fit(assignment).perCheck()).isEqualTo(Duration.ofSeconds(10));
    }
}
