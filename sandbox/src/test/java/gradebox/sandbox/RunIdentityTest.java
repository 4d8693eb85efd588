package gradebox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RunIdentityTest {
    private final RunIdentity self = RunIdentity.ofThisProcess();
    private final RunIdentity other = RunIdentity.ofThisProcess();

    @Test
    void everyRunHasANameOfItsOwn() {
        assertThat(self.run()).matches("[0-9a-f]{10}").isNotEqualTo(other.run());
    }

    @Test
    void ourOwnAndThoseOfTheLivingAreNoOrphans() {
        assertThat(self.outlived(self.labels("x"))).isFalse();
        assertThat(self.outlived(other.labels("x"))).isFalse();
    }

    @Test
    void aDeadProcessLeavesOrphans() {
        var dead = OtherRuns.gone("a");

        assertThat(self.outlived(dead.labels("x"))).isTrue();
    }

    @Test
    void aNumberThatWasGivenAgainIsNotTheSameProcess() {
        var reused = OtherRuns.before("a");

        assertThat(self.outlived(reused.labels("x"))).isTrue();
    }

    @Test
    void anEarlierStartOfTheMachineLeavesOrphans() {
        var before = OtherRuns.ofAnEarlierBoot("a");

        assertThat(self.outlived(before.labels("x"))).isTrue();
    }

    @Test
    void aProcessThatWeCannotSeeMayLive() {
        var elsewhere = OtherRuns.elsewhere("a");

        assertThat(self.outlived(elsewhere.labels("x"))).isFalse();
    }

    @Test
    void aProcessOnAnotherMachineMayLive() {
        var elsewhere = OtherRuns.onAnotherMachine("a");

        assertThat(self.outlived(elsewhere.labels("x"))).isFalse();
    }

    @Test
    void whatCarriesNoRunIsNotOurs() {
        assertThat(self.outlived(Map.of("gradebox", "1"))).isFalse();
    }
}
