package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusTest {

    @Test
    void readsTheFirstProcessAndTheExitCode() {
        var status =
                Status.parse(
                        """
                        { "child-pid": 4934, "cgroup-namespace": 4026532400 }
                        { "exit-code": 137 }
                        """);

        assertThat(status.first()).hasValue(4934);
        assertThat(status.exitCode()).hasValue(137);
    }

    @Test
    void aProgramThatWasNeverBegunHasNoExitCode() {
        var status = Status.parse("{ \"child-pid\": 4934 }\n");

        assertThat(status.first()).hasValue(4934);
        assertThat(status.exitCode()).isEmpty();
        assertThat(Status.parse("").first()).isEmpty();
    }
}
