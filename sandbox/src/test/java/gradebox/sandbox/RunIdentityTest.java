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
        var dead = new RunIdentity("a", 4_194_305, "then", self.boot(), self.pidSpace());

        assertThat(self.outlived(dead.labels("x"))).isTrue();
    }

    @Test
    void aNumberThatWasGivenAgainIsNotTheSameProcess() {
        var reused = new RunIdentity("a", self.pid(), "then", self.boot(), self.pidSpace());

        assertThat(self.outlived(reused.labels("x"))).isTrue();
    }

    @Test
    void anEarlierStartOfTheMachineLeavesOrphans() {
        var before = new RunIdentity("a", self.pid(), self.started(), "past", self.pidSpace());

        assertThat(self.outlived(before.labels("x"))).isTrue();
    }

    @Test
    void aProcessThatWeCannotSeeMayLive() {
        var elsewhere = new RunIdentity("a", 4_194_305, "then", self.boot(), "pid:[1]");

        assertThat(self.outlived(elsewhere.labels("x"))).isFalse();
    }

    @Test
    void whatCarriesNoRunIsNotOurs() {
        assertThat(self.outlived(Map.of("gradebox", "1"))).isFalse();
    }
}
