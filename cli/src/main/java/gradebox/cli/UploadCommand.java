package gradebox.cli;

import gradebox.assignments.intake.Attempts;
import gradebox.upload.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Upload submissions to Gradescope for the students whose they are. */
@Command(
        name = "upload",
        description = {
            "Upload submissions to Gradescope for the students whose they are.",
            "Shows what would be sent, unless --send is given. Log in by GRADESCOPE_TOKEN in the"
                    + " environment, or when asked."
        },
        customSynopsis = {
            "@|bold gradebox upload|@ SUBMISSIONS… --course N --assignment N --unofficial [--send]",
        },
        footer = {
            "  gradebox upload class/ --roster roster.csv --course 12 --assignment 34 --unofficial",
            "",
            "What was accepted is remembered: the same command sends only what is not there."
        })
final class UploadCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "SUBMISSIONS",
            description = "Files, folders or archives, as gradebox grade takes them.")
    private List<Path> submissions = List.of();

    @Option(
            names = "--course",
            required = true,
            paramLabel = "N",
            description = "The number in the course's address.")
    private long course;

    @Option(
            names = "--assignment",
            required = true,
            paramLabel = "N",
            description = "The number in the assignment's address.")
    private long assignment;

    @Option(
            names = "--unofficial",
            description = "Agree to a way in that Gradescope does not document.")
    private boolean unofficial;

    @Option(names = "--send", description = "Send; without it nothing leaves this machine.")
    private boolean send;

    @Option(
            names = "--roster",
            paramLabel = "FILE",
            description = "A CSV of the class, for the e-mail addresses.")
    private @Nullable Path roster;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "ID",
            description = "Send these submissions only.")
    private List<String> only = List.of();

    @Option(
            names = "--never-twice",
            description =
                    "Do not send again what was sent when no answer came; tell of it instead.")
    private boolean neverTwice;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FOLDER",
            description = "What remembers what was accepted; one of your own, unless said.")
    private @Nullable Path state;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Another Gradescope than " + Target.GRADESCOPE + ".")
    private String url = Target.GRADESCOPE;

    private final Uploading uploading;

    UploadCommand(Uploading uploading) {
        this.uploading = uploading;
    }

    @Override
    public Integer call() throws Exception {
        if (!unofficial) {
            throw new UsageException(
                    "Gradescope documents no way to upload for students. This one is what its own clients use:"
                            + " it may change or end, and is used at your own risk; say --unofficial to go on");
        }
        return uploading
                .upload(
                        new UploadOptions(
                                new GradeOptions.Sources(submissions, roster, Attempts.LAST),
                                Target.of(url, course, assignment),
                                Set.copyOf(only),
                                send,
                                neverTwice,
                                state))
                .number();
    }
}
