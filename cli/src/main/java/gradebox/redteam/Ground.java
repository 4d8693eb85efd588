package gradebox.redteam;

import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Hold what the corpus is run on.
 *
 * @param program how gradebox is started
 * @param engine what runs sandboxes, by name
 * @param sandboxes where the weak graders run that attacks have to win against
 * @param image what these run in
 * @param another the image that all targets are graded on, where that is none of their own choice
 * @param view what can be asked of engine and assignments
 * @param work a fresh folder of ours
 */
public record Ground(
        Program program,
        String engine,
        SandboxFactory sandboxes,
        Image image,
        Optional<String> another,
        View view,
        Path work) {

    /** Look at what only the command line knows. */
    public interface View {

        /** Return the sandboxes, by name, that the engine still has of a process. */
        List<String> remains(long pid) throws SandboxException, InterruptedException;

        /** Return how long all of a submission's checks may take together. */
        Duration total(Path assignment) throws CorpusException;
    }
}
