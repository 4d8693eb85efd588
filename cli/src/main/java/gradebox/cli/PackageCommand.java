package gradebox.cli;

import gradebox.autograder.AutograderSettings;
import gradebox.autograder.RateLimit;
import gradebox.grading.InvalidAssignmentException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pack an assignment: as an autograder that runs on Gradescope itself, or for students. */
@Command(
        name = "package",
        description = {
            "Pack an assignment as an autograder for Gradescope, which grades there without GPUs.",
            "The zip holds suites, expected values and your secret seed: it is for Gradescope and staff.",
            "With --public it is for students: what is visible, and data to practise on."
        },
        footer = {
            "  gradebox package mit-67960/hw1-backprop -o autograder.zip",
            "  gradebox package hw1 --limit 3/24h --timeout 40m -o autograder.zip",
            "  gradebox package hw1 --public -o public.zip"
        })
final class PackageCommand implements Callable<Integer> {
    private static final int PLATFORM_MINUTES = 40;
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final String ENGINE = "With --public, for its data: " + EngineChoice.OPTION;

    private final GradescopePackaging forGradescope;
    private final PublicPackaging forStudents;

    @Parameters(
            paramLabel = "ASSIGNMENT",
            description = "A folder with an assignment.yaml, or the id of one that ships.")
    private String assignment = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "ZIP",
            description = "Where to.")
    private Path out = Path.of("");

    @Option(
            names = "--public",
            description =
                    "Pack what students may have: visible checks with the source of their tests, data of a"
                            + " published seed, nothing hidden.")
    private boolean isPublic;

    @Option(names = "--engine", paramLabel = "ENGINE", description = ENGINE)
    private @Nullable String engine;

    @Option(names = "--setup", description = "With --public: " + EngineChoice.SETUP)
    private boolean setup;

    @Option(
            names = "--limit",
            paramLabel = "N/TIME",
            description =
                    "Grade so many of a student's submissions within a time, as in 3/24h, 1/30m, 5/d.")
    private @Nullable String limit;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description =
                    "What the assignment's settings on Gradescope allow: 10m, which is the platform's own"
                            + " choice, unless said; 40m at most.")
    private String timeout = "10m";

    @Option(
            names = "--root-seed",
            paramLabel = "FILE",
            description =
                    "The secret that all seeds come from, or the word published; yours, unless said.")
    private @Nullable String rootSeed;

    @Option(
            names = "--pip-options",
            paramLabel = "WORDS",
            description =
                    "For pip, which installs Python's packages in Gradescope's Ubuntu, as in"
                            + " '--index-url URL'.")
    private String pipOptions = "";

    @Option(
            names = "--setup-script",
            paramLabel = "FILE",
            description = "A shell script that installs more while Gradescope builds the image.")
    private @Nullable Path setupScript;

    PackageCommand(GradescopePackaging forGradescope, PublicPackaging forStudents) {
        this.forGradescope = forGradescope;
        this.forStudents = forStudents;
    }

    @Override
    public Integer call()
            throws UsageException, InvalidAssignmentException, IOException, InterruptedException {
        return (isPublic ? packForStudents() : packForGradescope()).number();
    }

    private ExitCode packForStudents()
            throws UsageException, InvalidAssignmentException, IOException, InterruptedException {
        if (limit != null || rootSeed != null || setupScript != null || !pipOptions.isEmpty()) {
            throw new UsageException(
                    "--public is for students: --limit, --root-seed, --setup-script and --pip-options are"
                            + " for Gradescope");
        }
        var chosen = engine == null ? EngineChoice.AUTO : engine;
        var machine = new GradeOptions.Machine(null, chosen, "none", setup);
        return forStudents.pack(assignment, out, machine);
    }

    private ExitCode packForGradescope()
            throws UsageException, InvalidAssignmentException, IOException {
        if (setup || engine != null) {
            throw new UsageException("--engine and --setup are for the data of --public");
        }
        var settings = new AutograderSettings(rateLimit(), time());
        var options = new GradescopePackaging.Options(settings, rootSeed, pipOptions, setupScript);
        return forGradescope.pack(assignment, out, options);
    }

    private Optional<RateLimit> rateLimit() throws UsageException {
        if (limit == null) {
            return Optional.empty();
        }
        var found = RateLimit.of(limit);
        if (found.isEmpty()) {
            throw new UsageException(
                    "--limit takes a number and a time, as in 3/24h, 1/30m or 5/d, not " + limit);
        }
        return found;
    }

    private Duration time() throws UsageException {
        var words = timeout.matches("[1-9]\\d{0,3}m") ? timeout : "0m";
        var time = Duration.ofMinutes(Long.parseLong(words.substring(0, words.length() - 1)));
        if (time.compareTo(LEAST) < 0 || time.toMinutes() > PLATFORM_MINUTES) {
            throw new UsageException(
                    "--timeout takes minutes from 1m to 40m, the most that Gradescope allows, not "
                            + timeout);
        }
        return time;
    }
}
