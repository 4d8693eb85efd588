package gradebox.cli;

import gradebox.assignments.intake.Attempts;
import gradebox.ci.CiFormat;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Grade a class. */
@Command(
        name = "grade",
        description = "Grade a class's submissions.",
        customSynopsis = {
            "@|bold gradebox grade|@ ASSIGNMENT SUBMISSIONS… -o OUT [options]",
        },
        footer = {
            "  One submission:   gradebox grade mit-67960/hw1-backprop solution.py -o out",
            "  A Gradescope export, with who submitted nothing:",
            "                    gradebox grade hw1 export.zip --roster roster.csv -o out",
            "  Again, one only:  gradebox grade hw1 export.zip --only submission_42 --fresh -o out",
            "",
            "A run that was stopped continues with the same command."
        })
final class GradeCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "ASSIGNMENT",
            description = "A folder with an assignment.yaml, or the id of one that ships.")
    private String assignment = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "SUBMISSIONS",
            description =
                    "Files, folders or archives; a folder or archive of those; a Gradescope or"
                            + " Canvas export.")
    private List<Path> submissions = List.of();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT",
            description = "The folder that results go to; only you can read it.")
    private Path out = Path.of("");

    @ArgGroup(validate = false, heading = "%n@|bold What is graded|@%n")
    private Selection selection = new Selection();

    @ArgGroup(validate = false, heading = "%n@|bold Where it runs|@%n")
    private Place place = new Place();

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "FORMAT",
            description =
                    "For CI: junit (OUT/junit.xml), github (the step's summary, annotations), json"
                            + " (class.json instead of the table). Hidden checks are in json only.")
    private List<String> formats = List.of();

    @Option(
            names = "--fail-under",
            paramLabel = "POINTS",
            description = "Exit with 6 if a submission scores less.")
    private @Nullable BigDecimal failUnder;

    @Option(
            names = "--root-seed",
            paramLabel = "FILE",
            description =
                    "Read the secret that all seeds come from; the word published takes the one of"
                            + " the demonstration. Unless said, your own is kept for each"
                            + " assignment.")
    private @Nullable String rootSeed;

    private final Grading grading;

    GradeCommand(Grading grading) {
        this.grading = grading;
    }

    @Override
    public Integer call() throws Exception {
        return grading.grade(options()).number();
    }

    private Set<CiFormat> formats() throws UsageException {
        var chosen = EnumSet.noneOf(CiFormat.class);
        for (var word : formats) {
            chosen.add(
                    CiFormat.of(word)
                            .orElseThrow(
                                    () ->
                                            new UsageException(
                                                    "--format takes %s, not %s"
                                                            .formatted(CiFormat.words(), word))));
        }
        return chosen;
    }

    private GradeOptions options() throws UsageException {
        return new GradeOptions(
                assignment,
                sources(),
                out,
                place.machine(),
                Set.copyOf(new LinkedHashSet<>(selection.only)),
                selection.fresh,
                formats(),
                failUnder,
                rootSeed);
    }

    private GradeOptions.Sources sources() throws UsageException {
        if (selection.one && (submissions.size() != 1 || selection.roster != null)) {
            throw new UsageException("--one takes one path of a submission, and no roster");
        }
        return new GradeOptions.Sources(
                submissions, selection.roster, selection.attempts, selection.one);
    }

    /** Which submissions are graded. */
    static final class Selection {
        @Option(
                names = "--only",
                split = ",",
                paramLabel = "ID",
                description = "Grade these submissions only.")
        private List<String> only = List.of();

        @Option(
                names = "--attempts",
                paramLabel = "WHICH",
                description = "Of several by one person, take last (unless said), first or all.")
        private Attempts attempts = Attempts.LAST;

        @Option(
                names = "--roster",
                paramLabel = "FILE",
                description = "A CSV of the class: adds who submitted nothing.")
        private @Nullable Path roster;

        @Option(
                names = "--one",
                description =
                        "Take SUBMISSIONS for one submission, whatever it looks like: a student's"
                                + " repository, say.")
        private boolean one;

        @Option(
                names = "--fresh",
                description = "Grade again what has not changed since the last run.")
        private boolean fresh;
    }

    /** What it runs on; the demonstration has the same options. */
    static final class Place {
        @Option(
                names = {"-j", "--jobs"},
                paramLabel = "N",
                description = "Grade so many at a time; as many as fit, unless said.")
        private @Nullable Integer jobs;

        @Option(names = "--engine", paramLabel = "ENGINE", description = EngineChoice.OPTION)
        private String engine = EngineChoice.AUTO;

        @Option(
                names = "--gpus",
                paramLabel = "WHICH",
                description =
                        "all, none, or devices such as 0,1, by number or UUID; unless said, all where"
                                + " the assignment needs one.")
        private @Nullable String gpus;

        @Option(names = "--setup", description = EngineChoice.SETUP)
        private boolean setup;

        GradeOptions.Machine machine() {
            return new GradeOptions.Machine(jobs, engine, gpus, setup);
        }
    }
}
