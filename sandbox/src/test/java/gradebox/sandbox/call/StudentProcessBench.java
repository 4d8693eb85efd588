package gradebox.sandbox.call;

import gradebox.sandbox.LocalProcessFactory;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Starts a real Python, as a plain process, for tests that call code of their own in it. */
abstract class StudentProcessBench {
    static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;
    private final LocalProcessFactory factory = new LocalProcessFactory();

    @BeforeEach
    void stage() throws Exception {
        Files.createDirectory(folder.resolve("submission"));
        CallResources.stage(folder.resolve("runtime"));
    }

    @AfterEach
    void close() {
        factory.close();
    }

    StudentProcess process(String code, String... preload) throws Exception {
        return process(write(code), StudentModule.submission("solution"), preload);
    }

    StudentProcess sharedProcess(String code) throws Exception {
        return process(
                write(code), new StudentModule(StudentModule.Origin.SUBMISSION, "solution", true));
    }

    SandboxSpec write(String code) throws Exception {
        var submission = folder.resolve("submission");
        Files.writeString(submission.resolve("solution.py"), code);
        return LocalProcessFactory.spec(
                "test",
                new Mount(submission, CallResources.SUBMISSION),
                new Mount(folder.resolve("runtime"), CallResources.FOLDER));
    }

    StudentProcess process(SandboxSpec spec, StudentModule module, String... preload) {
        return StudentProcess.alone(
                factory, spec, List.of(preload), CallCaps.DEFAULT, module, Duration.ofMinutes(2));
    }

    static Answer call(Session session, String name, Value... arguments) throws Exception {
        return session.call(new Target.Name(name), List.of(arguments), Map.of(), false);
    }

    static Answer returned(Value value) {
        return new Answer.Returned(value);
    }

    static Answer.Raised raised(Answer answer) {
        return (Answer.Raised) answer;
    }
}
