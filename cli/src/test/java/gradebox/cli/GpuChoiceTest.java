package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.assignments.Assignment.GpuNeed;
import gradebox.assignments.Assignment.GpuNeed.Need;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.gpu.GpuDevice;
import gradebox.sandbox.gpu.GpuDriver;
import gradebox.sandbox.gpu.PretendedGpus;
import gradebox.sandbox.gpu.VisibleGpus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GpuChoiceTest {
    private final GpuDriver driver = new PretendedGpus(3);

    private List<String> chosen(Need need, @Nullable String said) throws Exception {
        return chosen(new GpuNeed(need, 0), said, driver);
    }

    private static List<String> chosen(GpuNeed need, @Nullable String said, GpuDriver driver)
            throws Exception {
        return GpuChoice.of(need, said, driver).devices().stream().map(GpuDevice::name).toList();
    }

    @Test
    void needAndWishDecideTogether() throws Exception {
        assertThat(chosen(Need.NONE, "all")).isEmpty();
        assertThat(chosen(Need.OPTIONAL, null)).isEmpty();
        assertThat(chosen(Need.OPTIONAL, "none")).isEmpty();
        assertThat(chosen(Need.OPTIONAL, "all")).containsExactly("0", "1", "2");
        assertThat(chosen(Need.REQUIRED, null)).containsExactly("0", "1", "2");
        assertThat(chosen(Need.REQUIRED, "2, 0,GPU-00000002")).containsExactly("2", "0");
        assertThatThrownBy(() -> chosen(Need.REQUIRED, "none"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("needs a GPU");
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedWithTheList() {
        assertThatThrownBy(() -> chosen(Need.REQUIRED, "0,7"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--gpus: there is no device 7; this machine has"
                                + " 0 (Pretended 8, 8.0 GiB, GPU-00000000),"
                                + " 1 (Pretended 8, 8.0 GiB, GPU-00000001),"
                                + " 2 (Pretended 8, 8.0 GiB, GPU-00000002)");
        assertThatThrownBy(() -> chosen(Need.OPTIONAL, "GPU-0bad"))
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> chosen(Need.NONE, "some"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("not 'some'");
    }

    @Test
    void tooSmallADeviceIsNotUsed() throws Exception {
        assertThat(chosen(new GpuNeed(Need.REQUIRED, 8L << 30), null, driver)).hasSize(3);
        assertThatThrownBy(() -> chosen(new GpuNeed(Need.REQUIRED, (8L << 30) + 1), "1", driver))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessage(
                        "no GPU has the 8.0 GiB that this assignment needs:"
                                + " 1 (Pretended 8, 8.0 GiB, GPU-00000001)");
    }

    @Test
    void aClustersJobKeepsToItsOwn() throws Exception {
        var need = new GpuNeed(Need.REQUIRED, 0);

        assertThat(chosen(need, null, new VisibleGpus(driver, "2,GPU-00000001")))
                .containsExactly("2", "1");
        assertThat(chosen(need, "all", new VisibleGpus(driver, null))).hasSize(3);
        assertThatThrownBy(() -> chosen(need, "0", new VisibleGpus(driver, "2")))
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> chosen(need, null, new VisibleGpus(driver, "-1")))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("CUDA_VISIBLE_DEVICES");
    }

    @Test
    void resultsDependOnTheKindOfDeviceOnly() throws Exception {
        var one = GpuChoice.of(new GpuNeed(Need.REQUIRED, 0), "1", driver);
        var all = GpuChoice.of(new GpuNeed(Need.REQUIRED, 0), "all", driver);

        assertThat(one.kind()).isEqualTo("Pretended 8, driver 550.54").isEqualTo(all.kind());
        assertThat(GpuChoice.NONE.kind()).isEmpty();
    }
}
