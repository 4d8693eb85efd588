package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.Guarantee;
import gradebox.sandbox.ReadmeMatrix;
import gradebox.sandbox.host.ControlGroups;
import gradebox.sandbox.host.Slots.Slot;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BubblewrapHostTest {
    private static final Optional<ControlGroups> GROUPS =
            Optional.of(new ControlGroups(Map.of("memory", Path.of("/m")), false));

    private static BubblewrapHost host(boolean root, Optional<ControlGroups> groups) {
        return new BubblewrapHost(root, Path.of("/run/x"), groups, new byte[] {1});
    }

    @Test
    void everySlotOfRootsHasAUserOfItsOwnAndNoneIsKnown() {
        var host = host(true, GROUPS);
        Set<Integer> users =
                IntStream.range(0, 1000)
                        .mapToObj(n -> host.user(new Slot(n, Path.of("/s"))).orElseThrow())
                        .collect(Collectors.toSet());

        assertThat(users).hasSize(1000).allMatch(user -> user > 1_000_000_000 && user > 0);
        assertThat(host(false, GROUPS).user(new Slot(0, Path.of("/s")))).isEmpty();
    }

    @Test
    void theReadmeSaysWhatIsPromised() throws Exception {
        assertThat(host(true, GROUPS).guarantees()).isEqualTo(ReadmeMatrix.column("bubblewrap"));
        assertThat(host(true, Optional.empty()).guarantees())
                .isEqualTo(ReadmeMatrix.column("without control groups"));
        assertThat(host(false, Optional.empty()).guarantees())
                .isEqualTo(ReadmeMatrix.column("and not as root"));
    }

    @Test
    void withoutAFilterNoneIsPromised() {
        var bare = new BubblewrapHost(true, Path.of("/run/x"), GROUPS, new byte[0]);

        assertThat(bare.guarantees()).doesNotContain(Guarantee.SYSTEM_CALL_FILTER);
    }
}
