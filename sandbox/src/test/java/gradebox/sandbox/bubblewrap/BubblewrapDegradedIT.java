package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract on bubblewrap where there are no control groups. */
class BubblewrapDegradedIT extends BubblewrapContract {
    @Override
    BubblewrapEngine connected() throws Exception {
        return BubblewrapEngine.connect(HostFolders.of(System.getenv()), Optional.empty());
    }

    @Test
    void itsRecordsSaySo() {
        assertThat(sandboxes.recorded()).isEqualTo("bubblewrap (degraded)");
    }
}
