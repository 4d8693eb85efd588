package gradebox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {

    private static Termination verdict(int code, boolean killedByUs, boolean shortOfMemory) {
        return new Verdict(code, killedByUs, shortOfMemory).termination();
    }

    @Test
    void anExitCodeIsTheProgramsOwn() {
        assertThat(verdict(0, false, false)).isEqualTo(new Termination.Exited(0));
        assertThat(verdict(128, false, false)).isEqualTo(new Termination.Exited(128));
        assertThat(verdict(255, false, false)).isEqualTo(new Termination.Exited(255));
    }

    @Test
    void anExitCodeAbove128IsASignal() {
        assertThat(verdict(139, false, false)).isEqualTo(new Termination.Signalled(11));
        assertThat(verdict(137, false, false)).isEqualTo(new Termination.Signalled(9));
    }

    @Test
    void whatWeKilledIsNotTheProgramsDoing() {
        assertThat(verdict(137, true, false)).isEqualTo(new Termination.TimedOut());
        assertThat(verdict(137, true, true)).isEqualTo(new Termination.TimedOut());
    }

    @Test
    void memoryCountsWhateverTheExitCode() {
        assertThat(verdict(137, false, true)).isEqualTo(new Termination.OutOfMemory());
        assertThat(verdict(0, false, true)).isEqualTo(new Termination.OutOfMemory());
    }
}
