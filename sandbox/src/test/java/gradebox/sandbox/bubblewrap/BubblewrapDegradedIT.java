package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.GuaranteeContract;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract on bubblewrap where there are no control groups. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BubblewrapDegradedIT extends GuaranteeContract {
    private BubblewrapEngine engine;
    private SandboxFactory sandboxes;
    private Image image;

    @BeforeAll
    void connect() throws Exception {
        engine = BubblewrapEngine.connect(HostFolders.of(System.getenv()), Optional.empty());
        sandboxes = engine.sandboxes();
        image = UnpackedCourseImage.of(engine);
    }

    @AfterAll
    void close() {
        sandboxes.close();
    }

    @Override
    protected SandboxFactory factory() {
        return sandboxes;
    }

    @Override
    protected SandboxFactory anotherFactory() {
        return engine.sandboxes();
    }

    @Override
    protected SandboxSpec spec(String name, Mount... mounts) {
        return new SandboxSpec(
                name, image, Limits.DEFAULT, GpuRequest.NONE, List.of(mounts), Map.of());
    }

    @Test
    void itsRecordsSaySo() {
        assertThat(sandboxes.recorded()).isEqualTo("bubblewrap (degraded)");
    }
}
