package gradebox.cli;

import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Mount;
import gradebox.sandbox.Posture;
import gradebox.sandbox.PostureProbe;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.CallResources;
import gradebox.sandbox.gpu.GpuPool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Hold an engine to what it promises, once a run, before anything of a student's runs. */
final class PostureCheck {
    private final Preparation prepared;
    private final Consumer<String> log;
    private volatile Posture found = Posture.NONE;

    PostureCheck(Preparation prepared, Consumer<String> log) {
        this.prepared = prepared;
        this.log = log;
    }

    /**
     * Look at a sandbox that has what a submission's has: its files, ours, and a device.
     *
     * @param runtime our own files that sandboxes see
     * @param submission any of those that will be graded
     * @throws SandboxException if it is not what is promised; nothing may be graded then
     */
    void demand(GpuPool gpus, Path runtime, Optional<Path> submission)
            throws SandboxException, InterruptedException {
        var mounts = new ArrayList<>(List.of(new Mount(runtime, CallResources.FOLDER)));
        submission.ifPresent(files -> mounts.add(new Mount(files, CallResources.SUBMISSION)));
        var lease = gpus.lease(false, log);
        try (lease) {
            look(lease.request(), mounts);
        }
        lease.withdrawal().ifPresent(why -> log.accept("a GPU is not used any more: " + why));
    }

    private void look(GpuRequest gpu, List<Mount> mounts)
            throws SandboxException, InterruptedException {
        long started = System.nanoTime();
        var probe = new PostureProbe(prepared.engine().sandboxes());
        found = probe.demand(prepared.image(), gpu, mounts);
        var took = Duration.ofNanos(System.nanoTime() - started);
        log.accept("posture, found in %d ms: %s".formatted(took.toMillis(), words()));
    }

    private String words() {
        return found.equals(Posture.NONE)
                ? "this engine promises none"
                : found.traits().entrySet().stream()
                        .map(trait -> trait.getKey().word() + " " + trait.getValue())
                        .collect(Collectors.joining("; "));
    }

    /** Return the files of a submission that has some. */
    static Optional<Path> anyOf(Collection<Submission> submissions) {
        return submissions.stream()
                .filter(it -> it.contents() instanceof Submission.Contents.Files)
                .map(StudentCalls::root)
                .findFirst();
    }

    /** Return what was found; nothing where no sandbox was looked at. */
    Posture found() {
        return found;
    }
}
