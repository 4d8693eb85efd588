package gradebox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostureTest {
    private final Image image = new Image("gradebox/cpu:1", "sha256:1", "1");
    private final Posture whole =
            Posture.whole(
                    new Confinement(PostureProbe.spec(image, GpuRequest.NONE, List.of()), 2),
                    Set.of("HOSTNAME"));

    @Test
    void theWholeIsEveryTrait() {
        assertThat(whole.traits()).containsOnlyKeys(Trait.values());
        assertThat(whole.traits().get(Trait.ENVIRONMENT))
                .isEqualTo(
                        "HOME HOSTNAME MKL_NUM_THREADS OMP_NUM_THREADS OPENBLAS_NUM_THREADS PATH"
                                + " PYTHONDONTWRITEBYTECODE PYTHONHASHSEED");
    }

    @Test
    void aPromiseIsBrokenByWhatDiffersOrIsNotTold() {
        var found = whole.with(Trait.USER, "0:0").without(Trait.INTERFACES);

        assertThat(whole.brokenBy(found))
                .containsExactly(
                        "user: expected 10001:10001, found 0:0",
                        "interfaces: expected lo, found not told");
        assertThat(whole.brokenBy(whole)).isEmpty();
    }

    @Test
    void whatIsNotPromisedIsNotDemanded() {
        var less = whole.without(Trait.PROCESSES).with(Trait.WRITABLE, "/tmp");

        assertThat(less.brokenBy(whole.with(Trait.PROCESSES, "1 2 3")))
                .containsExactly("writable: expected /tmp, found /dev/mqueue /dev/shm /tmp /work");
        assertThat(Posture.NONE.brokenBy(whole)).isEmpty();
    }

    @Test
    void onlyTheFirstLineOfATraitCounts() {
        var read =
                PostureProbe.read("user\t10001:10001\nnoise\nuser\t0:0\nodd\tx\nroot\tread-only");

        assertThat(read.traits())
                .isEqualTo(Map.of(Trait.USER, "10001:10001", Trait.ROOT, "read-only"));
    }

    @Test
    void theProbeRunsAloneAndFirst() {
        var gpu = new GpuRequest(List.of("GPU-7"));
        var mounts = List.of(new Mount(Path.of("/given"), "/opt/given"));
        var spec = PostureProbe.spec(image, gpu, mounts);

        assertThat(spec.first()).isTrue();
        assertThat(spec.mounts()).isEqualTo(mounts);
        assertThat(spec.gpu()).isEqualTo(gpu);
        assertThat(PostureProbe.argv()).startsWith("python3", "-I").hasSize(6);
    }

    @Test
    void aGpusNodesArePromisedBesideTheUsual() {
        var nodes = List.of("/dev/nvidiactl", "/dev/nvidia0", "/dev/kmsg");

        assertThat(whole.withNodes(nodes.stream().map(Path::of).toList()).traits())
                .containsEntry(Trait.GPUS, "/dev/nvidia0 /dev/nvidiactl")
                .containsEntry(Trait.DEVICES, "/dev/kmsg");
        assertThat(whole.withNodes(List.of())).isEqualTo(whole);
    }
}
