package gradebox.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UserRangeTest {
    private static final List<String> ALL = List.of("         0          0 4294967295");
    private static final List<String> REMAPPED = List.of("         0     100000      65536");

    @Test
    void everySlotOfARangeHasAUserThatNobodyElseHas() throws Exception {
        var range = UserRange.in(ALL, new Random(1));

        assertThat(range.of(0)).isBetween(1_734_477_000, 1_734_477_000 + 4_000_000);
        assertThat(range.spare()).isEqualTo(range.of(0) + 999);
    }

    @Test
    void twoContainersOfAMachineHardlyEverHaveTheSameUsers() throws Exception {
        var firsts = new HashSet<Integer>();
        for (int i = 0; i < 20; i++) {
            firsts.add(UserRange.in(ALL, new Random(i)).of(0));
        }

        assertThat(firsts).hasSizeGreaterThan(15);
    }

    @Test
    void wherePlentyIsNotMappedTheUsersLieBelowNobody() throws Exception {
        var range = UserRange.in(REMAPPED, new Random(1));

        assertThat(range.of(0)).isGreaterThanOrEqualTo(61_000);
        assertThat(range.spare()).isLessThan(65_534);
    }

    @Test
    void aContainerWithAHandfulOfUsersHasNoneToSpare() {
        assertThatThrownBy(() -> UserRange.in(List.of("0 1000 1"), new Random(1)))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("no user numbers to spare");
    }
}
