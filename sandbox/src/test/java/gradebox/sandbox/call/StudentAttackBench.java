package gradebox.sandbox.call;

import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** What attacks from within a student's sandbox share. */
abstract class StudentAttackBench {
    static final Duration LONG = Duration.ofSeconds(30);

    static final Limits LIMITS = new Limits(1, 512L << 20, 48, 32L << 20, Duration.ofMinutes(2));

    @TempDir Path folder;

    /** Return the factory under attack; the suite closes it never. */
    protected abstract SandboxFactory factory();

    /** Return what its sandboxes run on. */
    protected abstract Image image();

    SandboxSpec spec(String code) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var submission = Files.createDirectories(folder.resolve("submission"));
        var runtime = folder.resolve("runtime");
        Files.writeString(submission.resolve("solution.py"), code);
        CallResources.stage(runtime);
        return new SandboxSpec(
                "hostile",
                image(),
                LIMITS,
                GpuRequest.NONE,
                List.of(
                        new Mount(submission, CallResources.SUBMISSION),
                        new Mount(runtime, CallResources.FOLDER)),
                Map.of());
    }

    StudentProcess process(StudentSandboxes own, String code) throws Exception {
        return own.open(
                spec("import os, re, signal, sys, time, resource\n" + code),
                List.of("numpy"),
                StudentModule.submission("solution"));
    }

    StudentSandboxes own() {
        return new StudentSandboxes(factory(), Duration.ofMinutes(2));
    }

    static Answer call(StudentProcess process, String function) throws Exception {
        try (var session = process.begin(LONG)) {
            var answer = session.call(new Target.Name(function), List.of(), Map.of(), false);
            session.finish();
            return answer;
        }
    }

    static Answer.Returned text(String text) {
        return new Answer.Returned(new Value.Text(text));
    }
}
