package gradebox.graders.source;

import gradebox.grading.Check;
import gradebox.grading.CheckResult;
import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderReport;
import gradebox.grading.Outcome;
import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.Answer;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.Target;
import gradebox.sandbox.call.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Look for required files, and for what is forbidden in the syntax tree. The tree is read in a
 * sandbox, where nothing of the student's runs.
 */
final class SourceGrader implements Grader {
    private static final int MOST_NAMED = 10;

    private final GraderDefinition definition;
    private final List<String> required;
    private final List<String> imports;
    private final List<String> calls;
    private final List<String> names;

    SourceGrader(
            GraderDefinition definition,
            List<String> required,
            List<String> imports,
            List<String> calls,
            List<String> names) {
        this.definition = definition;
        this.required = required;
        this.imports = imports;
        this.calls = calls;
        this.names = names;
    }

    /** Something that was found: {@code kind} is import, call, name or unreadable. */
    private record Finding(String kind, String file, long line, String what) {
        String text() {
            return file + (line > 0 ? ", line " + line : "") + ": " + what;
        }
    }

    @Override
    public boolean callsSubmissions() {
        return true;
    }

    @Override
    public GraderReport grade(Submission submission, Workbench bench)
            throws SandboxException, InterruptedException {
        long started = System.nanoTime();
        var scan = scan(submission, bench);
        var time = Duration.ofNanos(System.nanoTime() - started);
        var results = new ArrayList<CheckResult>();
        for (Check check : definition.checks()) {
            results.add(
                    check.name().equals("required")
                            ? new CheckResult(check.id(), filesThere(submission), Duration.ZERO)
                            : new CheckResult(check.id(), scan.outcome(check.name()), time));
        }
        return new GraderReport(results, "");
    }

    private Outcome filesThere(Submission submission) {
        var files = ((Submission.Contents.Files) submission.contents()).files();
        var missing = required.stream().filter(file -> !files.contains(file)).toList();
        return missing.isEmpty()
                ? new Outcome.Passed()
                : new Outcome.Failed(
                        Outcome.Reason.MISSING,
                        "Your submission has no " + String.join(", ", missing) + ".");
    }

    /** What the scan found, or why there was none. */
    private record Scan(List<Finding> findings, List<Outcome> failure) {

        Outcome outcome(String check) {
            if (!failure.isEmpty()) {
                return failure.getFirst();
            }
            var unreadable = of("unreadable");
            if (!unreadable.isEmpty()) {
                return new Outcome.Failed(
                        Outcome.Reason.WRONG, "Not valid Python: " + list(unreadable));
            }
            // the checks are called imports, calls and names, the findings import, call and name
            var found = of(check.substring(0, check.length() - 1));
            return found.isEmpty()
                    ? new Outcome.Passed()
                    : new Outcome.Failed(
                            Outcome.Reason.WRONG, "Not allowed in this assignment: " + list(found));
        }

        private List<Finding> of(String kind) {
            return findings.stream().filter(finding -> finding.kind.equals(kind)).toList();
        }

        private static String list(List<Finding> found) {
            String rest = found.size() > MOST_NAMED ? "\n… and more" : "";
            return found.stream()
                            .limit(MOST_NAMED)
                            .map(finding -> "\n" + finding.text())
                            .collect(Collectors.joining())
                    + rest;
        }
    }

    private Scan scan(Submission submission, Workbench bench)
            throws SandboxException, InterruptedException {
        var root = StudentCalls.root(submission);
        try (var process =
                        StudentCalls.tool(
                                "gradebox_source",
                                bench.entry().preload(),
                                submission.id(),
                                root,
                                bench);
                var session = process.begin(bench.perCheck())) {
            var arguments = List.of(texts(imports), texts(calls), texts(names));
            var answer = session.call(new Target.Name("scan"), arguments, Map.of(), false);
            session.finish();
            return switch (answer) {
                case Answer.Returned returned -> new Scan(findings(returned.value()), List.of());
                case Answer.Raised raised ->
                        throw new SandboxException(
                                "the source scan failed: "
                                        + raised.type()
                                        + ": "
                                        + raised.message());
            };
        } catch (CallFailure failure) {
            return new Scan(List.of(), List.of(StudentCalls.outcome(failure)));
        }
    }

    private static Value texts(List<String> words) {
        return new Value.Sequence(words.stream().<Value>map(Value.Text::new).toList());
    }

    private static List<Finding> findings(Value value) throws SandboxException {
        var findings = new ArrayList<Finding>();
        if (value instanceof Value.Sequence list) {
            for (var item : list.items()) {
                findings.add(finding(item));
            }
            return findings;
        }
        throw new SandboxException("the source scan answered with " + value.kind());
    }

    private static Finding finding(Value value) throws SandboxException {
        if (value instanceof Value.Sequence parts
                && parts.items().size() == 4
                && parts.items().get(0) instanceof Value.Text kind
                && parts.items().get(1) instanceof Value.Text file
                && parts.items().get(2) instanceof Value.Int line
                && parts.items().get(3) instanceof Value.Text what) {
            return new Finding(kind.value(), file.value(), line.value().longValue(), what.value());
        }
        throw new SandboxException("the source scan answered with something that is no finding");
    }
}
