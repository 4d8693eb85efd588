package gradebox.sandbox.docker;

import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.call.StudentSandboxAttacks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The attacks of student code, in containers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerStudentIT extends StudentSandboxAttacks {
    private DockerEngine engine;
    private SandboxFactory sandboxes;
    private Image image;

    @BeforeAll
    void connect() throws Exception {
        engine = DockerEngine.connect(System.getenv());
        sandboxes = engine.sandboxes();
        image = CourseImage.of(engine);
    }

    @AfterAll
    void disconnect() {
        sandboxes.close();
        engine.close();
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
