package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.call.StudentSandboxAttacks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The attacks of student code, in bubblewrap's sandboxes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BubblewrapStudentIT extends StudentSandboxAttacks {
    private SandboxFactory sandboxes;
    private Image image;

    @BeforeAll
    void connect() throws Exception {
        var engine = BubblewrapEngine.connect(System.getenv());
        sandboxes = engine.sandboxes();
        image = UnpackedCourseImage.of(engine);
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
