package gradebox.run;

import static gradebox.run.Classroom.report;
import static gradebox.run.Classroom.submission;
import static gradebox.run.Classroom.submissions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.grading.Grader;
import gradebox.grading.GraderReport;
import gradebox.grading.Line;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Errored;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Person;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Workbench;
import gradebox.run.RunSummary.End;
import gradebox.sandbox.DeviceRefusedException;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GradingRunTest {

    private final Classroom classroom = new Classroom().check("g/a", "2").check("g/b", "3");
    private final AtomicInteger graded = new AtomicInteger();

    @Test
    void reportsInTheOrderOfIdsWhateverFinishesFirst() throws Exception {
        var second = new CountDownLatch(1);
        classroom.workers(2);
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (submission.id().equals("a")) {
                        assertThat(second.await(20, TimeUnit.SECONDS)).isTrue();
                    } else {
                        second.countDown();
                    }
                    return passed();
                });

        var summary = classroom.run().grade(submissions("b", "a"), Set.of());

        assertThat(ids(summary)).containsExactly("a", "b");
        assertThat(summary.report().reports().getFirst().score()).contains(new BigDecimal("5"));
        assertThat(summary.end()).isEqualTo(new End.Completed());
    }

    @Test
    void gradesAsManyAtATimeAsThereAreWorkers() throws Exception {
        var together = new CyclicBarrier(3);
        classroom.workers(3);
        classroom.grader(
                "g",
                (submission, bench) -> {
                    meet(together);
                    return passed();
                });

        var summary = classroom.run().grade(submissions("a", "b", "c"), Set.of());

        assertThat(summary.report().withoutScore()).isEmpty();
        assertThat(ids(summary)).hasSize(3);
    }

    @Test
    void storesAResultBeforeTheNextOneIsKnown() throws Exception {
        classroom.grader(
                "g",
                (submission, bench) -> {
                    while (submission.id().equals("c") && classroom.store.saved.size() < 2) {
                        Thread.sleep(1);
                    }
                    return passed();
                });

        classroom.run().grade(submissions("a", "b", "c"), Set.of());

        assertThat(classroom.store.saved).containsExactly("a", "b", "c");
    }

    @Test
    void triesAVoidAttemptAgain() throws Exception {
        classroom.grader("g", failingAttempts(2));

        var summary = classroom.run().grade(submissions("a"), Set.of());

        assertThat(only(summary).score()).contains(new BigDecimal("5"));
        assertThat(classroom.events)
                .filteredOn(RunEvent.Retried.class::isInstance)
                .containsExactly(
                        new RunEvent.Retried("a", "g", 2, "daemon restarted"),
                        new RunEvent.Retried("a", "g", 3, "daemon restarted"));
    }

    @Test
    void whatAVoidAttemptTookIsNotTheStudents() throws Exception {
        var left = new ArrayList<Duration>();
        classroom.grader(
                "g",
                (submission, bench) -> {
                    left.add(bench.budget().left());
                    bench.budget().spend(Duration.ofSeconds(1));
                    if (left.size() < 3) {
                        throw new SandboxException("daemon restarted");
                    }
                    return passed();
                });

        classroom.run().grade(submissions("a"), Set.of());

        assertThat(left).hasSize(3).containsOnly(left.getFirst());
    }

    @Test
    void givesNoScoreOnceTheMachineHasFailedThreeTimes() throws Exception {
        classroom.grader("g", failingAttempts(3));

        var report = only(classroom.run().grade(submissions("a"), Set.of()));

        assertThat(report.score()).isEmpty();
        assertThat(outcomes(report))
                .containsOnly(new Errored(Fault.MACHINE, "The sandbox failed: daemon restarted"));
    }

    @Test
    void triesAgainWhenTheGraderSaysThatTheMachineFailed() throws Exception {
        var lost = new Errored(Fault.MACHINE, "container gone");
        classroom.grader(
                "g",
                (submission, bench) ->
                        graded.incrementAndGet() == 1 ? both(lost, new Passed()) : passed());

        assertThat(only(classroom.run().grade(submissions("a"), Set.of())).score()).isPresent();
    }

    @Test
    void keepsAGradersBugFromEndingTheRun() throws Exception {
        var bug = new IllegalArgumentException("oops");
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (submission.id().equals("a")) {
                        throw bug;
                    }
                    return passed();
                });

        var summary = classroom.run().grade(submissions("a", "b"), Set.of());

        assertThat(summary.report().withoutScore())
                .extracting(report -> report.submission().id())
                .containsExactly("a");
        assertThat(classroom.events).contains(new RunEvent.GraderBroke("a", "g", bug));
    }

    @Test
    void takesAResultThatNobodyAskedForForABug() throws Exception {
        classroom.grader("g", (submission, bench) -> report("g/unknown", new Passed()));

        assertThat(only(classroom.run().grade(submissions("a"), Set.of())).score()).isEmpty();
    }

    @Test
    void doesNotRunAGraderWhoseChecksAreAllDecided() throws Exception {
        var school = new Classroom().check("files/there", "0").check("g/a", "2", "files/there");
        school.grader(
                "files",
                (submission, bench) ->
                        report("files/there", new Failed(Reason.MISSING, "no file")));
        school.grader("g", this::count);

        var report = only(school.run().grade(submissions("a"), Set.of()));

        assertThat(graded).hasValue(0);
        assertThat(report.score()).contains(BigDecimal.ZERO);
        assertThat(report.lines().get(1).outcome()).isInstanceOf(Outcome.Skipped.class);
    }

    @Test
    void failsEveryCheckOfAnUnreadableArchive() throws Exception {
        classroom.grader("g", this::count);
        var corrupt = submission("a", new Submission.Contents.Unreadable("It is encrypted."));

        var report = only(classroom.run().grade(List.of(corrupt), Set.of()));

        assertThat(report.score()).contains(BigDecimal.ZERO);
        assertThat(outcomes(report))
                .containsOnly(new Failed(Reason.UNREADABLE, "It is encrypted."));
        assertThat(graded).hasValue(0);
    }

    @Test
    void failsEveryCheckOfWhoSubmittedNothing() throws Exception {
        var absent = submission("a", new Submission.Contents.Absent());

        assertThat(outcomes(only(classroom.run().grade(List.of(absent), Set.of()))))
                .containsOnly(new Failed(Reason.MISSING, "Nothing was submitted."));
    }

    @Test
    void blamesTheSubmissionWhereOnlyItBreaksTheSuite() throws Exception {
        classroom.reference("reference").grader("g", breakingOn("a"));

        var report = only(classroom.run().grade(submissions("a"), Set.of()));

        var line = report.lines().getFirst();
        assertThat(report.score()).contains(new BigDecimal("3"));
        assertThat(line.outcome()).isInstanceOf(Failed.class);
        assertThat(line.outcome().toString()).doesNotContain("index 3");
        assertThat(line.flags())
                .singleElement()
                .asString()
                .contains("not on the reference", "index 3");
    }

    @Test
    void blamesTheSuiteWhereTheReferenceBreaksItToo() throws Exception {
        classroom.reference("reference").grader("g", breakingOn("a", "reference"));

        assertThat(only(classroom.run().grade(submissions("a"), Set.of())).score()).isEmpty();
    }

    @Test
    void blamesNobodyWhereThereIsNoReference() throws Exception {
        classroom.grader("g", breakingOn("a"));

        assertThat(only(classroom.run().grade(submissions("a"), Set.of())).score()).isEmpty();
    }

    @Test
    void gradesTheReferenceOnceForAWholeClass() throws Exception {
        var references = new AtomicInteger();
        var together = new CyclicBarrier(4);
        var suite = breakingOn("a", "b", "c", "d");
        classroom.workers(4).reference("reference");
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (submission.id().equals("reference")) {
                        references.incrementAndGet();
                    } else {
                        meet(together);
                    }
                    return suite.grade(submission, bench);
                });

        classroom.run().grade(submissions("a", "b", "c", "d"), Set.of());

        assertThat(references).hasValue(1);
    }

    @Test
    void doesNotGradeTheReferenceUnlessASuiteBreaks() throws Exception {
        classroom.reference("reference").grader("g", this::count);

        classroom.run().grade(submissions("a"), Set.of());

        assertThat(graded).hasValue(1);
    }

    @Test
    void doesNotGradeTheSameTwice() throws Exception {
        classroom.grader("g", this::count);
        var first = classroom.run().grade(submissions("a", "b"), Set.of());

        var second = classroom.run().grade(submissions("a", "b", "c"), Set.of());

        assertThat(graded).hasValue(3);
        assertThat(second.reused()).containsExactly("a", "b");
        assertThat(second.report().reports().subList(0, 2)).isEqualTo(first.report().reports());
    }

    @Test
    void setsNothingUpWhereNothingIsToBeGraded() throws Exception {
        classroom.grader("g", this::count).run().grade(submissions("a"), Set.of());
        WorkbenchSource broken =
                () -> {
                    throw new IllegalStateException("data was loaded");
                };

        assertThat(classroom.run(broken).grade(submissions("a"), Set.of()).reused())
                .containsExactly("a");
    }

    @Test
    void gradesAgainWhenAnythingHasChanged() throws Exception {
        classroom.grader("g", this::count).run().grade(submissions("a"), Set.of());

        classroom.version("2").run().grade(submissions("a"), Set.of());
        var changed = new Submission.Contents.Files(Path.of("/s"), List.of(), List.of(), "other");
        classroom.run().grade(List.of(submission("a", changed)), Set.of());

        assertThat(graded).hasValue(3);
    }

    @Test
    void gradesAgainWhenToldTo() throws Exception {
        classroom.grader("g", this::count).run().grade(submissions("a"), Set.of());

        classroom.fresh().run().grade(submissions("a"), Set.of());

        assertThat(graded).hasValue(2);
    }

    @Test
    void gradesOnlyWhatIsWantedAndKeepsTheOthers() throws Exception {
        classroom.grader("g", this::count).run().grade(submissions("a", "b"), Set.of());

        var summary = classroom.fresh().run().grade(submissions("a", "b", "c"), Set.of("b"));

        assertThat(graded).hasValue(3);
        assertThat(ids(summary)).containsExactly("a", "b");
        assertThat(summary.left()).isEmpty();
    }

    @Test
    void gradesAgainWhatHasNoScore() throws Exception {
        classroom.grader("g", failingAttempts(3));
        classroom.run().grade(submissions("a"), Set.of());

        assertThat(only(classroom.run().grade(submissions("a"), Set.of())).score()).isPresent();
    }

    @Test
    void givesAReusedResultToWhomeverTheExportNamesNow() throws Exception {
        classroom.grader("g", this::count).run().grade(submissions("a"), Set.of());
        var ada = new Person("Ada", "ada@example.org", "1");
        var contents = submission("a").contents();
        var renamed = new Submission("a", "other.zip", List.of(ada), null, "7", contents);

        var report = only(classroom.run().grade(List.of(renamed), Set.of()));

        assertThat(graded).hasValue(1);
        assertThat(report.submission().submitters()).containsExactly(ada);
    }

    @Test
    void stopsAtAnInterruptAndKeepsWhatIsFinished() throws Exception {
        var stuck = new CountDownLatch(1);
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (submission.id().equals("b")) {
                        stuck.countDown();
                        Thread.sleep(60_000);
                    }
                    return passed();
                });
        var main = Thread.currentThread();
        Thread.ofVirtual()
                .start(
                        () -> {
                            awaitUnchecked(stuck);
                            while (classroom.store.saved.isEmpty()) {
                                Thread.onSpinWait();
                            }
                            main.interrupt();
                        });

        var summary = classroom.run().grade(submissions("a", "b", "c"), Set.of());

        assertThat(summary.end()).isEqualTo(new End.Interrupted());
        assertThat(ids(summary)).containsExactly("a");
        assertThat(summary.left()).containsExactly("b", "c");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void takesNoVerdictFromAGraderThatWasInterrupted() throws Exception {
        var main = Thread.currentThread();
        classroom.grader(
                "g",
                (submission, bench) -> {
                    main.interrupt();
                    // A careless grader: its sandbox is closed under it, and it blames the student.
                    awaitUnchecked(new CountDownLatch(1));
                    return both(new Failed(Reason.CRASHED, ""), new Failed(Reason.CRASHED, ""));
                });

        var summary = classroom.run().grade(submissions("a"), Set.of());

        assertThat(summary.left()).containsExactly("a");
        assertThat(classroom.store.saved).isEmpty();
    }

    @Test
    void storesAResultThoughAnInterruptHitsTheWriting() throws Exception {
        classroom.grader("g", this::count);
        classroom.store.failure = new ClosedByInterruptException();

        var summary = classroom.run().grade(submissions("a", "b"), Set.of());

        assertThat(classroom.store.saved).contains("a");
        assertThat(summary.end()).isEqualTo(new End.Interrupted());
    }

    @Test
    void endsAtOnceWhereThereIsNoEngine() throws Exception {
        classroom.grader("g", this::count);
        var run =
                classroom.run(
                        () -> {
                            throw new EngineUnavailableException("no engine answers");
                        });

        var summary = run.grade(submissions("a", "b"), Set.of());

        assertThat(summary.end()).isEqualTo(new End.EngineLost("no engine answers"));
        assertThat(summary.left()).containsExactly("a", "b");
        assertThat(graded).hasValue(0);
    }

    @Test
    void endsAtOnceWhereTheEngineRefusesADevice() throws Exception {
        classroom.grader(
                "g",
                (submission, bench) -> {
                    graded.incrementAndGet();
                    throw new DeviceRefusedException("no driver", new IOException());
                });

        var summary = classroom.run().grade(submissions("a", "b"), Set.of());

        assertThat(summary.end()).isEqualTo(new End.EngineLost("no driver"));
        assertThat(graded).hasValue(1);
    }

    @Test
    void waitsForAnEngineThatGoesAwayBeforeTheFirstResult() throws Exception {
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (graded.incrementAndGet() == 1) {
                        throw new EngineUnavailableException("no engine answers");
                    }
                    return passed();
                });

        var summary = classroom.run().grade(submissions("a"), Set.of());

        assertThat(summary.end()).isEqualTo(new End.Completed());
        assertThat(summary.report().withoutScore()).isEmpty();
    }

    @Test
    void waitsForAnEngineThatHasWorkedBefore() throws Exception {
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (graded.incrementAndGet() == 2) {
                        throw new EngineUnavailableException("no engine answers");
                    }
                    return passed();
                });

        assertThat(classroom.run().grade(submissions("a", "b"), Set.of()).end())
                .isEqualTo(new End.Completed());
    }

    @Test
    void keepsWhatIsFinishedWhenTheEngineGoesForGood() throws Exception {
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (submission.id().equals("b")) {
                        throw new EngineUnavailableException("no engine answers");
                    }
                    return passed();
                });

        var summary = classroom.run().grade(submissions("a", "b", "c"), Set.of());

        assertThat(summary.end()).isInstanceOf(End.EngineLost.class);
        assertThat(classroom.store.saved).containsExactly("a");
        assertThat(summary.left()).containsExactly("b", "c");
    }

    @Test
    void waitsLongerForAnEngineThanForAnAttempt() throws Exception {
        classroom.workers(1);
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (submission.id().equals("b") && graded.incrementAndGet() <= 5) {
                        throw new EngineUnavailableException("it is being started again");
                    }
                    return passed();
                });

        var summary = classroom.run().grade(submissions("a", "b"), Set.of());

        assertThat(summary.end()).isEqualTo(new End.Completed());
        assertThat(summary.report().withoutScore()).isEmpty();
    }

    @Test
    void stopsBeforeASubmissionWhereThereIsNoRoomForItsResult() throws Exception {
        classroom.grader("g", this::count);
        classroom.store.needs(Long.MAX_VALUE);

        var summary = classroom.run().grade(submissions("a", "b"), Set.of());

        assertThat(summary.end()).isInstanceOf(End.DiskFull.class);
        assertThat(summary.left()).containsExactly("a", "b");
        assertThat(graded).hasValue(0);
    }

    @Test
    void measuresDurationsByAClockThatNobodySets() throws Exception {
        var nanos = new AtomicInteger();
        var looks = new AtomicInteger();
        var restless =
                new Clock() {
                    @Override
                    public Instant instant() {
                        return Instant.EPOCH.plus(
                                Duration.ofHours(looks.getAndIncrement() % 2 == 0 ? 2 : 1));
                    }

                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }
                };
        classroom.time(new Timekeeper(restless, () -> nanos.getAndAdd(1_000_000)));
        classroom.grader("g", this::count);

        var summary = classroom.run().grade(submissions("a"), Set.of());

        assertThat(only(summary).time()).isEqualTo(Duration.ofMillis(1));
        assertThat(summary.report().time()).isEqualTo(Duration.ofMillis(3));
    }

    @Test
    void tellsThatAResultCannotBeStored() {
        classroom.grader("g", this::count);
        var full = new IOException("No space left on device");
        classroom.store.failure = full;

        assertThatThrownBy(() -> classroom.run().grade(submissions("a"), Set.of())).isSameAs(full);
    }

    @Test
    void putsMetricsOnTheLeaderboard() throws Exception {
        var measured = new Measurement("g/accuracy", 0.912345678, List.of(), List.of());
        classroom.leaderboard("Accuracy", "g/accuracy");
        classroom.grader(
                "g",
                (submission, bench) ->
                        new GraderReport(
                                passed().results(),
                                List.of(),
                                List.of(measured),
                                List.of(),
                                List.of(),
                                ""));

        assertThat(only(classroom.run().grade(submissions("a"), Set.of())).leaderboard())
                .singleElement()
                .satisfies(entry -> assertThat(entry.value()).isEqualTo("0.912346"));
    }

    private GraderReport count(Submission submission, Workbench bench) {
        graded.incrementAndGet();
        return passed();
    }

    private Grader failingAttempts(int number) {
        return (submission, bench) -> {
            if (graded.incrementAndGet() <= number) {
                throw new SandboxException("daemon restarted");
            }
            return passed();
        };
    }

    private static Grader breakingOn(String... ids) {
        return (submission, bench) ->
                List.of(ids).contains(submission.id())
                        ? both(new Errored(Fault.SUITE, "no index 3"), new Passed())
                        : passed();
    }

    private static GraderReport passed() {
        return both(new Passed(), new Passed());
    }

    private static GraderReport both(Outcome a, Outcome b) {
        return new GraderReport(
                List.of(Classroom.result("g/a", a), Classroom.result("g/b", b)), "");
    }

    private static void meet(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("they do not run side by side", e);
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // The one who waits was told to go on.
        }
    }

    private static SubmissionReport only(RunSummary summary) {
        assertThat(summary.report().reports()).hasSize(1);
        return summary.report().reports().getFirst();
    }

    private static List<Outcome> outcomes(SubmissionReport report) {
        return report.lines().stream().map(Line::outcome).toList();
    }

    private static List<String> ids(RunSummary summary) {
        return summary.report().reports().stream().map(r -> r.submission().id()).toList();
    }
}
