package gradebox.output;

import gradebox.grading.Check;
import gradebox.grading.ClassReport;
import gradebox.grading.LeaderboardEntry;
import gradebox.grading.Line;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Person;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Threshold.Direction;
import gradebox.grading.Visibility;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Make up reports, and a class in which everything happens once. */
final class SampleClass {

    static final Outcome PASS = new Outcome.Passed();

    /** Steers a terminal, reorders, hides, forges a formula and ends a line. */
    static final String HOSTILE = "=1+\u001b[31mR\u001b]0;x\u0007\u202eevil\u200b\u0085\r\ud800";

    private static final List<Check> CHECKS =
            List.of(
                    check("layers/linear_forward", "Linear layer, forward", "10", "1.1"),
                    check("layers/linear_backward", "Linear layer, backward", "10", "1.2"),
                    check("layers/relu_forward", "ReLU, forward", "5", "1.3"),
                    check("layers/relu_backward", "ReLU, backward", "5", "1.4"),
                    check("layers/softmax", "Softmax and cross-entropy", "10", "1.5"),
                    check("network/gradient", "Gradient of the whole network", "20", "2.1"),
                    check("network/overfits", "Overfits a small batch", "10", "2.2"),
                    check("accuracy/glyphs", "Accuracy on glyphs", "20", "3.1"),
                    check("accuracy/spirals", "Accuracy on spirals", "10", "3.2"));

    private SampleClass() {}

    static Check check(String id, String title, String points, String number) {
        return new Check(
                id,
                title,
                new BigDecimal(points),
                number,
                Visibility.VISIBLE,
                List.of(),
                List.of());
    }

    static ClassReport report() {
        return of(
                graded("ada", "Ada Lovelace", 0.984, 1.0, PASS),
                graded("alan", "Alan Turing", 0.979, 0.998, PASS),
                graded("amara", "Amara Okafor-Lindqvist de la Fuente", 0.961, 0.99, PASS),
                graded("bad-bias", "陳大文", 0.931, 0.97, failed(Reason.WRONG, "off by one")),
                graded("bad-relu", "Βασίλης 😀", 0.902, 0.96, partial("0.5")),
                all("endless", "Edsger D.", failed(Reason.TIMED_OUT, "no answer in 10 s"), 612_000),
                all(
                        "import-crash",
                        "Grace Hopper",
                        failed(Reason.RAISED, "ImportError: no name 'jit' in backprop\nFile x"),
                        1_900),
                all("memory", "Ken T.", failed(Reason.OUT_OF_MEMORY, "over 1 GiB"), 4_200),
                all("needs-einops", "Lin Ng", new Outcome.MissingPackage("einops"), 1_100),
                graded("needs-jax", "Max P.", 0.5, 0.5, new Outcome.MissingPackage("jax.numpy")),
                all("no-file", "Nil N.", failed(Reason.MISSING, "there is no backprop.py"), 300),
                graded("pair", "", Double.NaN, 0.12, failed(Reason.CRASHED, "died of signal 11")),
                absent("roster-7", "Quinn Q."),
                all("tricks", HOSTILE, violation(), 9_400),
                errored("unlucky", "Una U."),
                unreadable("zip-broken", "Zed Z."));
    }

    static ClassReport of(SubmissionReport... reports) {
        return new ClassReport(
                "mit-67960/hw1-backprop",
                "Homework 1: backpropagation by hand",
                Instant.parse("2026-01-01T10:00:00Z"),
                Duration.ofSeconds(754),
                List.of(reports));
    }

    static SubmissionReport graded(
            String id, String name, double glyphs, double spirals, Outcome third) {
        var lines = new ArrayList<Line>();
        for (Check check : CHECKS) {
            lines.add(line(check, check.name().equals("relu_forward") ? third : PASS));
        }
        lines.set(7, line(CHECKS.get(7), metric(glyphs)));
        lines.set(8, line(CHECKS.get(8), metric(spirals)));
        var measurements =
                List.of(
                        new Measurement(
                                "accuracy/glyphs",
                                glyphs,
                                List.of(glyphs, 0.9, 1.0),
                                List.of(11L, 12L, 13L)),
                        new Measurement(
                                "accuracy/spirals", spirals, List.of(spirals), List.of(11L)));
        return report(submission(id, people(name), files()), lines, measurements, 12_300);
    }

    private static Outcome metric(double value) {
        if (Double.isNaN(value)) {
            return failed(Reason.WRONG, "no figure");
        }
        return value > 0.95 ? PASS : partial(value > 0.9 ? "0.7333" : "0");
    }

    static SubmissionReport all(String id, String name, Outcome outcome, int millis) {
        var lines = CHECKS.stream().map(check -> line(check, outcome)).toList();
        return report(submission(id, people(name), files()), lines, List.of(), millis);
    }

    static SubmissionReport absent(String id, String name) {
        var why = failed(Reason.MISSING, "nothing was handed in");
        var lines = CHECKS.stream().map(check -> line(check, why)).toList();
        var submission = submission(id, people(name), new Submission.Contents.Absent());
        return report(submission, lines, List.of(), 0);
    }

    static SubmissionReport unreadable(String id, String name) {
        String why = "the zip's central directory is cut off";
        var lines =
                CHECKS.stream().map(check -> line(check, failed(Reason.UNREADABLE, why))).toList();
        var contents = new Submission.Contents.Unreadable(why);
        return report(submission(id, people(name), contents), lines, List.of(), 0);
    }

    static SubmissionReport errored(String id, String name) {
        var lines = new ArrayList<>(graded(id, name, 0.98, 0.99, PASS).lines());
        lines.set(5, line(CHECKS.get(5), new Outcome.Errored(Fault.MACHINE, "the engine left")));
        lines.set(6, line(CHECKS.get(6), new Outcome.Skipped("“Gradient” has no verdict")));
        return report(submission(id, people(name), files()), lines, List.of(), 31_000);
    }

    static Outcome failed(Reason reason, String feedback) {
        return new Outcome.Failed(reason, feedback);
    }

    static Outcome partial(String fraction) {
        return new Outcome.Partial(new BigDecimal(fraction), "some of it");
    }

    private static Outcome violation() {
        return failed(Reason.VIOLATION, "wrote to the answer channel");
    }

    static Line line(Check check, Outcome outcome) {
        boolean isForged =
                outcome instanceof Outcome.Failed failed && failed.reason() == Reason.VIOLATION;
        List<String> flags = isForged ? List.of("tried to forge an answer") : List.of();
        return new Line(
                check, outcome, score(check.points(), outcome), Duration.ofMillis(250), flags);
    }

    private static BigDecimal score(BigDecimal points, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed passed -> points;
            case Outcome.Partial partial -> points.multiply(partial.fraction());
            case Outcome.Failed failed -> BigDecimal.ZERO;
            case Outcome.Skipped skipped -> BigDecimal.ZERO;
            case Outcome.MissingPackage missing -> BigDecimal.ZERO;
            case Outcome.Errored errored -> BigDecimal.ZERO;
        };
    }

    static Submission submission(String id, List<Person> people, Submission.Contents contents) {
        return new Submission(id, id + ".zip", people, null, "", contents);
    }

    static Submission.Contents files() {
        return new Submission.Contents.Files(
                Path.of("/staging"),
                List.of("backprop.py"),
                List.of("__MACOSX/._x: junk"),
                "ab".repeat(32));
    }

    private static List<Person> people(String name) {
        return name.isEmpty()
                ? List.of(
                        new Person("Ole Olsen", "ole@example.edu", "0042"),
                        new Person("Pia Pedersen", "pia@example.edu", "0043"))
                : List.of(new Person(name, "", ""));
    }

    static SubmissionReport report(
            Submission submission, List<Line> lines, List<Measurement> measurements, int millis) {
        return new SubmissionReport(
                submission,
                lines,
                measurements,
                measurements.stream().map(one -> entry(one.metric(), one.value())).toList(),
                List.of(),
                "",
                Duration.ofMillis(millis),
                Map.of("key", "k1", "image", "sha256:12"));
    }

    private static LeaderboardEntry entry(String metric, double value) {
        return new LeaderboardEntry(
                Metrics.shortName(metric), String.valueOf(value), Direction.HIGHER);
    }
}
