package gradebox.run;

import static gradebox.run.Classroom.report;
import static gradebox.run.Classroom.submission;
import static gradebox.run.Classroom.submissions;
import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.GraderReport;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Submission;
import gradebox.run.RunSummary.End;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Grades a class of a few with graders that do as a test says. */
class GradingRunTest extends GradingRunBench {
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
}
