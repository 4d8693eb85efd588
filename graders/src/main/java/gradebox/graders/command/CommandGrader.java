package gradebox.graders.command;

import gradebox.grading.Check;
import gradebox.grading.CheckResult;
import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderReport;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.sandbox.ExecResult;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.Termination;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Run a program in a sandbox of its own; its exit code comes from the engine, its output over the
 * engine's stream.
 */
final class CommandGrader implements Grader {
    private static final int MOST_OUTPUT = 1 << 20;

    private final GraderDefinition definition;
    private final List<String> argv;
    private final String input;
    private final int exit;
    private final Optional<String> expected;
    private final Optional<Duration> within;

    CommandGrader(
            GraderDefinition definition,
            List<String> argv,
            String input,
            int exit,
            Optional<String> expected,
            Optional<Duration> within) {
        this.definition = definition;
        this.argv = argv;
        this.input = input;
        this.exit = exit;
        this.expected = expected;
        this.within = within;
    }

    @Override
    public GraderReport grade(Submission submission, Workbench bench)
            throws SandboxException, InterruptedException {
        var spec =
                StudentCalls.spec(
                        submission.id() + "-" + definition.id(),
                        StudentCalls.root(submission),
                        bench);
        byte[] stdin = input.getBytes(StandardCharsets.UTF_8);
        var budget = bench.budget();
        var limit = budget.atMost(within.orElse(bench.perCheck()));
        var result = bench.sandboxes().run(spec, argv, stdin, limit, MOST_OUTPUT);
        if (!(result.termination() instanceof Termination.EngineLost)) {
            budget.spend(result.wall());
        }
        var outcome = outcome(result);
        var results = new ArrayList<CheckResult>();
        for (Check check : definition.checks()) {
            results.add(new CheckResult(check.id(), outcome, result.wall()));
        }
        return new GraderReport(results, result.log());
    }

    private Outcome outcome(ExecResult result) throws SandboxException {
        return switch (result.termination()) {
            case Termination.Exited exited -> exited(exited.code(), result);
            case Termination.Signalled signalled ->
                    new Outcome.Failed(
                            Reason.CRASHED,
                            "Your program was ended by signal " + signalled.signal() + ".");
            case Termination.OutOfMemory memory ->
                    new Outcome.Failed(
                            Reason.OUT_OF_MEMORY,
                            "Your program used more memory than it may have.");
            case Termination.TimedOut late ->
                    new Outcome.Failed(Reason.TIMED_OUT, "Your program did not end in time.");
            case Termination.EngineLost lost -> throw new SandboxException(lost.what());
        };
    }

    private Outcome exited(int code, ExecResult result) {
        if (code != exit) {
            return new Outcome.Failed(
                    Reason.WRONG,
                    "Your program should exit with "
                            + exit
                            + ", and exited with "
                            + code
                            + ".\n"
                            + tail(result.log()));
        }
        if (expected.isEmpty()) {
            return new Outcome.Passed();
        }
        if (result.truncated()) {
            return new Outcome.Failed(Reason.WRONG, "Your program printed more than 1 MiB.");
        }
        var wanted = lines(expected.get());
        var got = lines(new String(result.output(), StandardCharsets.UTF_8));
        return wanted.equals(got) ? new Outcome.Passed() : differs(wanted, got);
    }

    private static Outcome differs(List<String> wanted, List<String> got) {
        int line = 0;
        while (line < Math.min(wanted.size(), got.size())
                && wanted.get(line).equals(got.get(line))) {
            line++;
        }
        String words =
                line >= got.size()
                        ? "ends after line " + line + " where more is expected."
                        : line >= wanted.size()
                                ? "goes on after line " + line + " where nothing more is expected."
                                : "is wrong in line " + (line + 1) + ": " + cut(got.get(line));
        return new Outcome.Failed(Reason.WRONG, "What your program prints " + words);
    }

    private static List<String> lines(String text) {
        return text.stripTrailing().lines().map(String::stripTrailing).toList();
    }

    private static String cut(String line) {
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }

    private static String tail(String log) {
        return log.length() <= 1000 ? log : "…" + log.substring(log.length() - 1000);
    }
}
