package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.GuaranteeContract;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract on bubblewrap, with what the machine gives or with less. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BubblewrapContract extends GuaranteeContract {
    protected BubblewrapEngine engine;
    protected SandboxFactory sandboxes;
    protected Image image;

    abstract BubblewrapEngine connected() throws Exception;

    @BeforeAll
    void connect() throws Exception {
        engine = connected();
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
    protected Image image() {
        return image;
    }
}
