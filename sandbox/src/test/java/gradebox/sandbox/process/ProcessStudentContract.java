package gradebox.sandbox.process;

import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.call.StudentSandboxAttacks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The attacks of student code, in processes' sandboxes; run by {@link ProcessIT}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessStudentContract extends StudentSandboxAttacks {
    private SandboxFactory sandboxes;
    private Image image;

    @BeforeAll
    void connect() throws Exception {
        var engine = ProcessEngine.connect();
        sandboxes = engine.sandboxes();
        image = engine.image();
    }

    @AfterAll
    void disconnect() {
        sandboxes.close();
    }

    @Override
    protected SandboxFactory factory() {
        return sandboxes;
    }

    @Override
    protected Image image() {
        return image;
    }
}
