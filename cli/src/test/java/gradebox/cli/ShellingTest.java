package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.assignments.intake.Attempts;
import gradebox.run.Timekeeper;
import gradebox.steps.Steps;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything but the sandbox itself. */
class ShellingTest {
    private static final ShellOptions.Places THERE =
            new ShellOptions.Places(List.of(), "hw", null, "docker", null);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal =
            new Terminal(
                    new PrintWriter(out),
                    new PrintWriter(err),
                    false,
                    new Terminal.Look(80, false, true));

    @TempDir Path folder;

    @BeforeEach
    void grade() throws Exception {
        var sources =
                List.of(
                        Files.createFile(folder.resolve("right")),
                        Files.createFile(folder.resolve("wrong")));
        new Grading(new PretendedParts(), terminal, time(), Steps.UNMARKED)
                .grade(
                        new GradeOptions(
                                "hw",
                                new GradeOptions.Sources(sources, null, Attempts.LAST),
                                folder.resolve("out"),
                                new GradeOptions.Machine(1, "docker", null, false),
                                Set.of(),
                                false,
                                Set.of(),
                                null,
                                "published"));
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }

    private static Timekeeper time() {
        return Timekeeper.ofThisMachine();
    }

    private void open(String submission, @Nullable String check, ShellOptions.Places places)
            throws Exception {
        var options = new ShellOptions(folder.resolve("out"), submission, check, false, places);
        new Shelling(new PretendedParts(), terminal, time(), InputStream.nullInputStream())
                .open(options);
    }

    private void refused(
            String submission, @Nullable String check, ShellOptions.Places places, String why) {
        ThrowingCallable opening = () -> open(submission, check, places);
        assertThatThrownBy(opening).hasMessageContaining(why);
    }

    @Test
    void withoutACheckTheLinesAreTold() throws Exception {
        open("wrong", null, THERE);

        assertThat(out)
                .hasToString(
                        "wrong  0 of 2 points  wrong\n  g/a  failed (wrong), 0 of 2 points: no\n");
    }

    @Test
    void aCheckIsRunAgainAndCompared() throws Exception {
        open("wrong", "g/a", THERE);

        assertThat(out.toString())
                .containsSubsequence(
                        "Recorded: g/a (A)",
                        "failed (wrong), 0 of 2 points",
                        "Now: g/a (A)",
                        "failed (wrong), 0 of 2 points",
                        "As recorded");
        assertThat(err.toString()).contains("Note: running all of g again");
    }

    @Test
    void whatIsNotInTheRunIsRefused() {
        refused(
                "rihgt",
                null,
                THERE,
                "has no submission rihgt; its grades.csv lists the ids (right, wrong)");
        refused("../right", null, THERE, "has no submission ../right");
        refused("right", "g/b", THERE, "the record of right has no check g/b; it has g/a");
    }

    @Test
    void theRunsFolderAndWhatIsInItAreNotTouched() throws Exception {
        var file = folder.resolve("out/submissions/wrong/report.json");
        var before = Files.readString(file);

        open("wrong", "g/a", THERE);

        assertThat(file).hasContent(before);
    }

    @Test
    void anAssignmentThatHasMovedIsToBeNamed() {
        var moved = new ShellOptions.Places(List.of(), null, null, "docker", null);
        refused(
                "right",
                "g/a",
                moved,
                "no longer in /assignment; name where it lies with --assignment");
    }

    @Test
    void submissionsThatHaveMovedAreToBeNamed() throws Exception {
        var from = folder.resolve("elsewhere");
        Files.createDirectory(from);
        Files.move(folder.resolve("right"), from.resolve("right"));
        refused(
                "right",
                "g/a",
                THERE,
                "right is no longer there; name where the submissions lie with --from");

        var wrongOne =
                new ShellOptions.Places(
                        List.of(folder.resolve("wrong")), "hw", null, "docker", null);
        refused("right", "g/a", wrongOne, "right is no longer among the submissions");

        open(
                "right",
                "g/a",
                new ShellOptions.Places(
                        List.of(from.resolve("right")), "hw", null, "docker", null));
        assertThat(out.toString()).contains("As recorded");
    }

    @Test
    void anOlderRunNeedsToBeToldBoth() throws Exception {
        Files.delete(folder.resolve("out/origin.json"));
        refused(
                "right",
                "g/a",
                THERE,
                "does not say where its submissions lay; name them with --from");

        open(
                "right",
                "g/a",
                new ShellOptions.Places(
                        List.of(folder.resolve("right")), "hw", null, "docker", null));
        assertThat(out.toString()).contains("As recorded");
    }

    @Test
    void anotherRootSeedIsRefusedForACheckAndNeededForNothingElse() throws Exception {
        var seed = folder.resolve("seed");
        Files.createFile(
                seed,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(seed, "ab".repeat(32));
        var other = new ShellOptions.Places(List.of(), "hw", seed.toString(), "docker", null);
        refused("right", "g/a", other, "the run used another root seed");
        open("right", null, other);
    }
}
