package gradebox.grading;

import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.call.Answer;
import gradebox.sandbox.call.CallCaps;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.CallResources;
import gradebox.sandbox.call.StudentModule;
import gradebox.sandbox.call.StudentProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Join calls to grading: open a submission's process, and turn what went wrong in a call into a
 * check's outcome, in words for the student.
 */
public final class StudentCalls {
    /** The exception that stands for a name that the submission lacks. */
    public static final String NO_SUCH_NAME = "NoSuchName";

    private StudentCalls() {}

    /** Return the folder of a submission that has files; graders are handed no other. */
    public static Path root(Submission submission) {
        if (submission.contents() instanceof Submission.Contents.Files files) {
            return files.root();
        }
        throw new IllegalArgumentException(submission.id() + " has no files");
    }

    /**
     * Prepare a process that answers for the submission in a folder of the host, in a sandbox that
     * no other open process of that submission has.
     */
    public static StudentProcess open(String name, Path files, Workbench bench) {
        var entry = bench.entry();
        var module =
                new StudentModule(
                        StudentModule.Origin.SUBMISSION,
                        entry.module(),
                        entry.isolation() == Workbench.ProcessPer.SUITE);
        return open(module, entry.preload(), spec(name, files, bench), bench);
    }

    /**
     * Prepare the same, but each session in a process of its own, even where the checks of a suite
     * share one.
     */
    public static StudentProcess openForRuns(String name, Path files, Workbench bench) {
        var entry = bench.entry();
        var module = StudentModule.submission(entry.module());
        return open(module, entry.preload(), spec(name, files, bench), bench);
    }

    /**
     * Prepare a process that answers for a module of ours, in a sandbox where a folder of the host
     * is seen as the submission is, and none of it is imported. The variable {@code GRADEBOX_FILES}
     * says where.
     *
     * @param preload what is imported before anything else
     */
    public static StudentProcess tool(
            String module, List<String> preload, String name, Path files, Workbench bench) {
        return open(StudentModule.tool(module), preload, spec(name, files, bench), bench);
    }

    private static StudentProcess open(
            StudentModule module, List<String> preload, SandboxSpec spec, Workbench bench) {
        return bench.shared().isPresent()
                ? bench.shared().get().open(spec, preload, module)
                : StudentProcess.alone(
                        bench.sandboxes(),
                        spec,
                        preload,
                        CallCaps.DEFAULT,
                        module,
                        bench.limits().wall());
    }

    /** Describe the sandbox that a submission's code runs in. */
    public static SandboxSpec spec(String name, Path files, Workbench bench) {
        return new SandboxSpec(
                name,
                bench.image(),
                bench.limits(),
                bench.gpu(),
                List.of(
                        new Mount(files, CallResources.SUBMISSION),
                        new Mount(bench.runtime(), CallResources.FOLDER)),
                Map.of());
    }

    /** Return the outcome of a check whose call got no answer. */
    public static Outcome.Failed outcome(CallFailure failure) {
        var reason =
                switch (failure.kind()) {
                    case TIMED_OUT -> Outcome.Reason.TIMED_OUT;
                    case OUT_OF_MEMORY -> Outcome.Reason.OUT_OF_MEMORY;
                    case CRASHED -> Outcome.Reason.CRASHED;
                    case VIOLATION -> Outcome.Reason.VIOLATION;
                };
        return new Outcome.Failed(
                reason, "Your code gave no answer: " + failure.getMessage() + ".");
    }

    /**
     * Return the outcome of a check whose call raised an exception.
     *
     * @param what was called: {@code relu(…)}
     */
    public static Outcome outcome(String what, Answer.Raised raised) {
        if (!raised.missingModule().isEmpty()) {
            return new Outcome.MissingPackage(raised.missingModule());
        }
        if (raised.type().equals(NO_SUCH_NAME)) {
            return new Outcome.Failed(
                    Outcome.Reason.MISSING, "Your submission has no `" + raised.message() + "`.");
        }
        if (isShortOfGpuMemory(raised)) {
            return new Outcome.Failed(
                    Outcome.Reason.OUT_OF_GPU_MEMORY,
                    what + " asked for more memory than the GPU has: " + raised.message());
        }
        String where = raised.traceback().isEmpty() ? "" : "\n\n" + raised.traceback();
        String message = raised.message().isEmpty() ? "" : ": " + raised.message();
        return new Outcome.Failed(
                Outcome.Reason.RAISED, what + " raised " + raised.type() + message + where);
    }

    /** No more than the student's word, which can only cost the student. */
    private static boolean isShortOfGpuMemory(Answer.Raised raised) {
        String message = raised.message();
        return raised.type().equals("OutOfMemoryError")
                || message.contains("CUDA out of memory")
                || message.contains("CUDA error: out of memory");
    }

    /** Return what a student reads of an outcome. */
    public static String feedback(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed passed -> passed.feedback();
            case Outcome.Partial partial -> partial.feedback();
            case Outcome.Failed failed -> failed.feedback();
            case Outcome.Skipped skipped -> skipped.because();
            case Outcome.MissingPackage missing ->
                    "Your submission imports `"
                            + missing.module()
                            + "`, which the course's image does not have.";
            case Outcome.Errored errored ->
                    "This check could not be completed, through no fault of yours. It will be graded again.";
        };
    }
}
