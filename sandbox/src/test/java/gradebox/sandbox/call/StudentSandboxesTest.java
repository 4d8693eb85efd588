package gradebox.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.LocalProcessFactory;
import gradebox.sandbox.Mount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at which sandbox a process gets; what is safe about sharing one is tested on real ones. */
class StudentSandboxesTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;

    @Test
    void goesOnInTheSandboxThatRunsWhereAnotherWasNeverNeeded() throws Exception {
        var submission = Files.createDirectory(folder.resolve("submission"));
        Files.writeString(submission.resolve("solution.py"), "");
        CallResources.stage(folder.resolve("runtime"));
        var spec =
                LocalProcessFactory.spec(
                        "test",
                        new Mount(submission, CallResources.SUBMISSION),
                        new Mount(folder.resolve("runtime"), CallResources.FOLDER));
        var module = StudentModule.submission("solution");
        try (var factory = new LocalProcessFactory();
                var own = new StudentSandboxes(factory, Duration.ofMinutes(2))) {
            // What is opened last is closed first, and so has been idle for longer.
            try (var needed = own.open(spec, List.of(), module);
                    var other = own.open(spec, List.of(), module)) {
                load(needed);
                assertThat(other.sandboxesOpened()).isZero();
            }
            try (var next = own.open(spec, List.of(), module)) {
                load(next);
                assertThat(next.sandboxesOpened()).isZero();
            }
        }
    }

    private static void load(StudentProcess process) throws Exception {
        try (var session = process.begin(LONG)) {
            session.load();
            session.finish();
        }
    }
}
