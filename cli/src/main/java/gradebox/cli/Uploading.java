package gradebox.cli;

import gradebox.assignments.intake.Intake;
import gradebox.assignments.intake.IntakeException;
import gradebox.assignments.intake.IntakeOptions;
import gradebox.grading.Submission;
import gradebox.output.SafeText;
import gradebox.run.OutputFolder;
import gradebox.run.OutputRefusedException;
import gradebox.steps.Steps;
import gradebox.upload.Backoff;
import gradebox.upload.Gateway;
import gradebox.upload.Parcels;
import gradebox.upload.Receipts;
import gradebox.upload.Target;
import gradebox.upload.Token;
import gradebox.upload.Upload;
import gradebox.upload.UploadException;
import gradebox.upload.UploadSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lead an upload from the command line's options to its summary. */
final class Uploading {
    private static final String TOKEN = "GRADESCOPE_TOKEN";

    /** What one submission may hold; no assignment says it here. */
    private static final long MOST_BYTES = 100L << 20;

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Path state;
    private final LoginPrompt prompt;
    private final Manner manner;

    /**
     * Say how a server is waited for.
     *
     * @param answer how long for an answer
     * @param upload whatever else; that it never sends twice is an option's to say
     */
    record Manner(Duration answer, Upload.Manner upload, Clock clock) {
        /** A patient one, by this machine's clock. */
        static final Manner DEFAULT =
                new Manner(
                        Duration.ofMinutes(2),
                        new Upload.Manner(Backoff.DEFAULT, Thread::sleep, false),
                        Clock.systemUTC());

        Upload.Manner neverTwice(boolean never) {
            return new Upload.Manner(upload.backoff(), upload.pause(), never);
        }
    }

    /**
     * @param environment may hold the token
     * @param state the staff's state folder
     */
    Uploading(
            Terminal terminal,
            Map<String, String> environment,
            Path state,
            LoginPrompt prompt,
            Manner manner) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.state = state;
        this.prompt = prompt;
        this.manner = manner;
    }

    /** Send a class's submissions, or tell what would be sent. */
    ExitCode upload(UploadOptions options)
            throws UsageException,
                    UploadException,
                    IntakeException,
                    OutputRefusedException,
                    IOException,
                    InterruptedException {
        options.sources().demandExisting();
        if (options.state() != null) {
            OutputPlace.checkApart(options.state(), options.sources().paths());
        }
        try (var staging = Staging.make()) {
            var parcels = parcels(options, staging);
            new UploadLines(terminal).leftOut(parcels);
            terminal.out().println("To " + options.target());
            terminal.out().println();
            return options.send() ? send(options, parcels, staging) : plan(options, parcels);
        }
    }

    private Parcels parcels(UploadOptions options, Staging staging)
            throws UsageException, IntakeException, IOException {
        var sources = options.sources();
        var rules =
                new IntakeOptions(
                        List.of(), List.of(), MOST_BYTES, sources.attempts(), sources.roster());
        try {
            var taken = new Intake(rules).read(sources.paths(), staging.folder("submissions"));
            for (var note : taken.notes()) {
                terminal.err().println("Note: " + SafeText.line(note));
            }
            return Parcels.of(chosen(taken.submissions(), options.only()));
        } catch (IOException e) {
            throw staging.room().explain(e);
        }
    }

    private static List<Submission> chosen(List<Submission> all, Set<String> only)
            throws UsageException {
        var unknown = new TreeSet<>(only);
        var chosen = new ArrayList<Submission>();
        for (var submission : all) {
            unknown.remove(submission.id());
            if (only.isEmpty() || only.contains(submission.id())) {
                chosen.add(submission);
            }
        }
        if (!unknown.isEmpty()) {
            throw new UsageException(
                    "--only: there is no submission " + String.join(", ", unknown));
        }
        return chosen;
    }

    private ExitCode plan(UploadOptions options, Parcels parcels)
            throws UploadException, IOException {
        var receipts = Receipts.in(folder(options), options.target());
        var lines = new UploadLines(terminal);
        parcels.ready().forEach(parcel -> lines.plan(parcel, receipts.hasAccepted(parcel)));
        parcels.unready().forEach(lines::unready);
        long there = parcels.ready().stream().filter(receipts::hasAccepted).count();
        lines.tellPlan(parcels.ready().size(), there, parcels);
        return parcels.unready().isEmpty() ? ExitCode.GRADED : ExitCode.WITHOUT_SCORE;
    }

    private ExitCode send(UploadOptions options, Parcels parcels, Staging staging)
            throws UploadException,
                    UsageException,
                    OutputRefusedException,
                    IOException,
                    InterruptedException {
        var lines = new UploadLines(terminal);
        parcels.unready().forEach(lines::unready);
        try (var folder = claimed(options);
                var gateway =
                        new Gateway(
                                options.target(),
                                staging.folder("archives"),
                                manner.answer(),
                                manner.clock())) {
            var receipts = Receipts.in(folder.path(), options.target());
            var token = token(gateway, options.target());
            var how = manner.neverTwice(options.neverTwice());
            UploadSummary summary =
                    new Upload(gateway, token, receipts, how, lines, manner.clock())
                            .send(parcels.ready());
            lines.tell(summary, parcels);
            return summary.isComplete() && parcels.unready().isEmpty()
                    ? ExitCode.GRADED
                    : ExitCode.WITHOUT_SCORE;
        }
    }

    private OutputFolder claimed(UploadOptions options) throws OutputRefusedException, IOException {
        return OutputFolder.claim(
                folder(options), "uploads to " + options.target(), Steps.UNMARKED);
    }

    private Path folder(UploadOptions options) {
        var target = options.target();
        var name =
                "%s-%d-%d"
                        .formatted(
                                target.base().getAuthority().replaceAll("[^A-Za-z0-9.-]", "_"),
                                target.course(),
                                target.assignment());
        return options.state() == null ? state.resolve("uploads").resolve(name) : options.state();
    }

    private Token token(Gateway gateway, Target target)
            throws UploadException, UsageException, InterruptedException {
        var secret = environment.getOrDefault(TOKEN, "").strip();
        if (!secret.isEmpty()) {
            return Token.of(secret, TOKEN);
        }
        var login = prompt.ask(target.base().getHost());
        if (login.isEmpty()) {
            throw new UsageException(
                    "there is no terminal to ask for a password at; set %s in the environment"
                            .formatted(TOKEN));
        }
        try (var once = login.get()) {
            return gateway.logIn(once);
        }
    }
}
