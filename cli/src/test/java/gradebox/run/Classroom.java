package gradebox.run;

import gradebox.assignments.Assignment;
import gradebox.grading.Check;
import gradebox.grading.CheckResult;
import gradebox.grading.ClassReport;
import gradebox.grading.Grader;
import gradebox.grading.GraderReport;
import gradebox.grading.Outcome;
import gradebox.grading.Seeds;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Threshold;
import gradebox.grading.Visibility;
import gradebox.grading.Workbench;
import gradebox.output.DiskRoom;
import gradebox.output.ResultStore;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.gpu.GpuPool;
import gradebox.steps.Steps;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A class, an assignment and graders to test a run with, none of them in need of an engine. */
final class Classroom {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-01T12:00:00Z"), ZoneOffset.UTC);
    private Timekeeper time = new Timekeeper(CLOCK, () -> 0);
    static final Retries AT_ONCE = new Retries(2, Duration.ZERO);

    final Store store = new Store();
    final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private final Map<String, Grader> graders = new LinkedHashMap<>();
    private final List<Check> checks = new ArrayList<>();
    private final List<Assignment.LeaderboardMetric> leaderboard = new ArrayList<>();
    private @Nullable Submission reference;
    private int workers = 1;
    private boolean fresh;
    private String version = "1";
    private GpuPool gpus = GpuPool.none();

    Classroom check(String id, String points, String... requires) {
        checks.add(checkOf(id, points, requires));
        return this;
    }

    Classroom grader(String id, Grader grader) {
        graders.put(id, grader);
        return this;
    }

    Classroom reference(String id) {
        reference = submission(id);
        return this;
    }

    Classroom time(Timekeeper other) {
        time = other;
        return this;
    }

    Classroom workers(int number) {
        workers = number;
        return this;
    }

    Classroom fresh() {
        fresh = true;
        return this;
    }

    Classroom gpus(GpuPool pool) {
        gpus = pool;
        return this;
    }

    Classroom version(String other) {
        version = other;
        return this;
    }

    Classroom leaderboard(String name, String metric) {
        leaderboard.add(new Assignment.LeaderboardMetric(name, metric, Threshold.Direction.HIGHER));
        return this;
    }

    GradingRun run() {
        return run(Classroom::bench);
    }

    GradingRun run(WorkbenchSource bench) {
        var plan =
                new RunPlan(
                        assignment(),
                        new GraderSet(graders),
                        identity(version),
                        reference,
                        workers,
                        AT_ONCE,
                        fresh,
                        gpus);
        return new GradingRun(plan, bench, store, events::add, time, Steps.UNMARKED);
    }

    static RunIdentity identity(String version) {
        return new RunIdentity(
                "course/hw",
                "d1",
                new Image("image:1", "sha256:1", "r1"),
                "fake",
                version,
                "f1",
                "");
    }

    private Assignment assignment() {
        var definitions =
                graders.keySet().stream().map(id -> Homework.grader(id, "fake", checks)).toList();
        return Homework.of(checks, definitions, leaderboard);
    }

    static Workbench bench() {
        return new Workbench(
                new NoSandboxes(),
                new Image("image:1", "sha256:1", "r1"),
                Limits.DEFAULT,
                Duration.ofSeconds(10),
                GpuRequest.NONE,
                Homework.entry(),
                Path.of("/runtime"),
                List.of(),
                Seeds.of("00".repeat(16)));
    }

    static Check checkOf(String id, String points, String... requires) {
        return new Check(
                id,
                "Title of " + id,
                new BigDecimal(points),
                "",
                Visibility.VISIBLE,
                List.of(),
                List.of(requires));
    }

    static Submission submission(String id) {
        return submission(
                id,
                new Submission.Contents.Files(
                        Path.of("/staged", id), List.of("solution.py"), List.of(), "digest-" + id));
    }

    static Submission submission(String id, Submission.Contents contents) {
        return new Submission(id, id + ".zip", List.of(), null, "", contents);
    }

    static List<Submission> submissions(String... ids) {
        return Arrays.stream(ids).map(Classroom::submission).toList();
    }

    static CheckResult result(String check, Outcome outcome) {
        return new CheckResult(check, outcome, Duration.ofMillis(5));
    }

    static GraderReport report(String check, Outcome outcome) {
        return new GraderReport(List.of(result(check, outcome)), "");
    }

    /** Keeps reports in memory, as they came. */
    static final class Store implements ResultStore {
        private DiskRoom room = new DiskRoom(Path.of("/"), 0);

        /** Say how much room there has to be from now on. */
        void needs(long bytes) {
            room = new DiskRoom(Path.of("/"), bytes);
        }

        @Override
        public void recover() {}

        @Override
        public void checkRoom() throws IOException {
            room.check();
        }

        @Override
        public void save(ClassReport report) {
            throw new UnsupportedOperationException("the run leaves this to its caller");
        }

        final Map<String, SubmissionReport> reports = new ConcurrentHashMap<>();
        final List<String> saved = new CopyOnWriteArrayList<>();
        @Nullable IOException failure;

        @Override
        public Optional<SubmissionReport> find(String submission, String key) {
            return Optional.ofNullable(reports.get(submission))
                    .filter(report -> key.equals(report.provenance().get("key")));
        }

        @Override
        public void save(SubmissionReport report) throws IOException {
            if (failure != null) {
                var once = failure;
                failure = null;
                throw once;
            }
            saved.add(report.submission().id());
            reports.put(report.submission().id(), report);
        }
    }

    private static final class NoSandboxes implements SandboxFactory {
        @Override
        public String engine() {
            return "fake";
        }

        @Override
        public Sandbox open(SandboxSpec spec, List<String> argv) {
            throw new UnsupportedOperationException("fake graders open no sandbox");
        }

        @Override
        public void close() {}
    }
}
