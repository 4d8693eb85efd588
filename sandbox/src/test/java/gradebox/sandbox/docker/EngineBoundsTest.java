package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Guarantee;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineBoundsTest {
    /** As engines write it. */
    private static EngineBounds said(String missing) throws Exception {
        var json =
                """
                {"MemoryLimit": true, "SwapLimit": true, "CpuCfsPeriod": true, "CpuCfsQuota": true,
                 "PidsLimit": true, "NCPU": 2}"""
                        .replace("\"" + missing + "\": true", "\"" + missing + "\": false");
        var mapper =
                DefaultDockerClientConfig.createDefaultConfigBuilder().build().getObjectMapper();
        return EngineBounds.of(mapper.readValue(json, Info.class));
    }

    @Test
    void anEngineThatBoundsAllPromisesAllButAUser() throws Exception {
        assertThat(said("")).isEqualTo(EngineBounds.ALL);
        assertThat(said("").missing()).isEmpty();
        assertThat(said("").guarantees(true)).hasSize(Guarantee.values().length - 1);
    }

    @Test
    void anEngineWhoseContainersCouldTakeTheMachineIsRefused() throws Exception {
        for (var missing : List.of("MemoryLimit", "PidsLimit")) {
            var bounds = said(missing);
            assertThatThrownBy(bounds::demand)
                    .as(missing)
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessageContaining("cannot bound")
                    .hasMessageContaining("--engine bubblewrap");
        }
    }

    @Test
    void anEngineThatBoundsNoCpuTimeIsDegradedAndNotAskedToo() throws Exception {
        for (var missing : List.of("CpuCfsQuota", "CpuCfsPeriod")) {
            var bounds = said(missing);
            assertThatCode(bounds::demand).doesNotThrowAnyException();
            assertThat(bounds.missing()).containsExactly("CPU time");
            assertThat(bounds.guarantees(false)).doesNotContain(Guarantee.CPU_SHARE);
            var image = new Image("i", "sha256:1", "1");
            var spec =
                    new SandboxSpec(
                            "s", image, Limits.DEFAULT, GpuRequest.NONE, List.of(), Map.of());
            var profile = new HardenedProfile(spec, 2, bounds, GpuWay.NVIDIA);
            assertThat(profile.hostConfig().getNanoCPUs()).isZero();
        }
    }

    @Test
    void swapThatIsNotCountedMattersWhereThereIsSome() throws Exception {
        var bounds = said("SwapLimit");

        assertThat(bounds.guarantees(true)).doesNotContain(Guarantee.TREE_MEMORY);
        assertThat(bounds.guarantees(false)).contains(Guarantee.TREE_MEMORY);
    }
}
