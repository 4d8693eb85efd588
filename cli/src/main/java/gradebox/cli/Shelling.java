package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.intake.IntakeException;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Line;
import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.output.GradedRun;
import gradebox.output.RecordText;
import gradebox.output.RunOrigin;
import gradebox.output.SafeText;
import gradebox.run.RootSeed;
import gradebox.run.Timekeeper;
import gradebox.sandbox.call.CallResources;
import gradebox.sandbox.gpu.GpuPool;
import gradebox.shell.OneCheck;
import gradebox.shell.Relay;
import gradebox.shell.ShellSession;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lead from a graded submission's record to a shell in the sandbox that graded it. */
final class Shelling {
    private final Parts parts;
    private final Terminal terminal;
    private final Timekeeper time;
    private final InputStream in;

    /**
     * @param in what is typed, or commands
     */
    Shelling(Parts parts, Terminal terminal, Timekeeper time, InputStream in) {
        this.parts = parts;
        this.terminal = terminal;
        this.time = time;
        this.in = in;
    }

    /** Print what is recorded, run a check again if one is named, and open a shell. */
    ExitCode open(ShellOptions options)
            throws InvalidAssignmentException,
                    UsageException,
                    IntakeException,
                    IOException,
                    InterruptedException {
        var recorded = GradedRun.submission(options.run(), options.submission());
        var line = line(recorded, options);
        var text = new RecordText(terminal.look().style(), terminal.out());
        if (line.isPresent()) {
            text.print("Recorded", recorded, line.get());
        } else {
            text.print(recorded);
        }
        if (line.isPresent() || options.open()) {
            var origin = RunOrigin.read(options.run());
            var found = new Reopening(parts, recorded, options.places(), origin);
            open(options, found, line.map(one -> new Again(recorded, one, text)));
        }
        return ExitCode.GRADED;
    }

    /** What is to be run again, and where that is told. */
    private record Again(SubmissionReport recorded, Line line, RecordText text) {
        String check() {
            return line.check().id();
        }
    }

    private static Optional<Line> line(SubmissionReport recorded, ShellOptions options)
            throws UsageException {
        var check = options.check();
        if (check == null) {
            return Optional.empty();
        }
        var line =
                recorded.lines().stream().filter(it -> it.check().id().equals(check)).findFirst();
        if (line.isEmpty()) {
            throw new UsageException(
                    "the record of %s has no check %s; it has %s"
                            .formatted(
                                    options.submission(),
                                    check,
                                    recorded.lines().stream()
                                            .map(it -> it.check().id())
                                            .collect(Collectors.joining(", "))));
        }
        return line;
    }

    private void open(ShellOptions options, Reopening found, Optional<Again> again)
            throws InvalidAssignmentException,
                    UsageException,
                    IntakeException,
                    IOException,
                    InterruptedException {
        var assignment = found.assignment();
        if (again.isPresent()) {
            demandGrader(assignment, again.get().check());
        }
        // what depends on no seed may have any
        var seed = again.isPresent() ? found.seed() : RootSeed.PUBLISHED;
        var gpu = GpuChoice.of(assignment.gpu(), found.gpus(assignment), parts.gpus());
        try (var engine = parts.engine(found.engine());
                var staging = Staging.make();
                var gpus = gpu.open(parts.gpus())) {
            var prepared = Preparation.of(assignment, engine, gpu, seed, staging, terminal.err());
            var submission = found.submission(assignment, staging);
            found.differences(prepared).forEach(this::note);
            var runtime = prepared.runtime();
            new PostureCheck(prepared, line -> {})
                    .demand(gpus, runtime, Optional.of(StudentCalls.root(submission)));
            if (again.isPresent()) {
                again(again.get(), prepared, submission, gpus, runtime);
            }
            if (options.open()) {
                shell(prepared, submission, gpus, runtime);
            }
        }
    }

    private static void demandGrader(Assignment assignment, String check) throws UsageException {
        try {
            OneCheck.of(assignment, check);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "the assignment has no grader that makes %s any more; leave CHECK out"
                            .formatted(check));
        }
    }

    private void again(
            Again what, Preparation prepared, Submission submission, GpuPool gpus, Path runtime)
            throws InvalidAssignmentException,
                    UsageException,
                    IntakeException,
                    IOException,
                    InterruptedException {
        var check = what.check();
        note("running all of %s again".formatted(check.substring(0, check.indexOf('/'))));
        var report =
                new CheckAgain(parts, prepared, terminal.err(), time)
                        .run(submission, check, gpus, runtime);
        var now = report.lines().stream().filter(it -> it.check().id().equals(check)).findFirst();
        if (now.isEmpty()) {
            throw new UsageException(
                    "the suite has no check %s any more; leave CHECK out".formatted(check));
        }
        what.text().print("Now", report, now.get());
        what.text().compare(what.recorded(), what.line(), report, now.get());
    }

    private void shell(Preparation prepared, Submission submission, GpuPool gpus, Path runtime)
            throws IOException, InterruptedException {
        Relay.stage(runtime);
        boolean interactive = Terminal.isInteractive();
        banner(prepared, submission, interactive);
        terminal.out().flush();
        var out = new FileOutputStream(FileDescriptor.out); // never closed: others print there, too
        try (var lease = gpus.lease(false, this::note)) {
            var bench = prepared.bare(runtime).on(lease.request());
            var spec = StudentCalls.spec(submission.id(), StudentCalls.root(submission), bench);
            new ShellSession(prepared.engine().sandboxes(), in, out)
                    .run(spec.setting(variables()).withTerminal(), submission.id(), interactive)
                    .ifPresent(end -> note("the shell is over: " + end));
        }
    }

    private void banner(Preparation prepared, Submission submission, boolean interactive) {
        var err = terminal.err();
        err.println(
                "%s, in the sandbox that grades (%s, %s): its files are in %s, read-only; /work is writable; no network."
                        .formatted(
                                submission.id(),
                                prepared.engine().sandboxes().recorded(),
                                prepared.image().name(),
                                CallResources.SUBMISSION));
        err.println(
                "Nothing you do here changes a grade, and what you write is gone at the end%s."
                        .formatted(interactive ? ": exit, or Ctrl-] three times" : ""));
        err.flush();
    }

    /** Let Python find the submission from anywhere, and programs know the terminal. */
    private static Map<String, String> variables() {
        var name = System.getenv().getOrDefault("TERM", "");
        boolean known = name.matches("[A-Za-z0-9][A-Za-z0-9.+_-]{0,40}");
        return Map.of(
                "PYTHONPATH",
                CallResources.SUBMISSION,
                "LANG",
                "C.UTF-8",
                "TERM",
                known ? name : "dumb");
    }

    private void note(String note) {
        terminal.err().println("Note: " + SafeText.line(note));
        terminal.err().flush();
    }
}
