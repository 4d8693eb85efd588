package gradebox.cli;

import gradebox.assignments.Assignment.ImageChoice;
import gradebox.grading.InvalidAssignmentException;
import gradebox.output.AtomicFile;
import gradebox.redteam.Corpus;
import gradebox.redteam.CorpusException;
import gradebox.redteam.Ground;
import gradebox.redteam.Program;
import gradebox.redteam.Redteam;
import gradebox.redteam.Result;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lead a run of the attack corpus from the command line's options to the table. */
final class Redteaming {
    private static final String IMAGE = "cpu";

    /** So many attacks share a run, where they can. */
    private static final int BUNDLE = 8;

    private final Parts parts;
    private final Terminal terminal;
    private final Path shipped;

    /**
     * Prepare.
     *
     * @param shipped where the attacks that ship lie
     */
    Redteaming(Parts parts, Terminal terminal, Path shipped) {
        this.parts = parts;
        this.terminal = terminal;
        this.shipped = shipped;
    }

    /**
     * Hold what a user asks of one run.
     *
     * @param corpus where attacks lie, or null for those that ship
     * @param only which of them; empty for all
     * @param engine what runs sandboxes
     * @param image a name that the Docker engine knows, or null for what each target asks for
     * @param pace how many at a time
     * @param json where results go for programs, or null
     * @param keep a folder to be made, in which everything stays; or null
     * @param setup whether packages may be installed and an engine started
     */
    record Options(
            @Nullable Path corpus,
            List<String> only,
            String engine,
            @Nullable String image,
            Pace pace,
            @Nullable Path json,
            @Nullable Path keep,
            boolean setup) {
        Options {
            only = List.copyOf(only);
        }
    }

    /**
     * Say how many attacks are under way at a time.
     *
     * @param jobs how many runs at a time, or null for one a processor
     * @param apart whether each attack has a run of its own
     */
    record Pace(@Nullable Integer jobs, boolean apart) {
        int bundle() {
            return apart ? 1 : BUNDLE;
        }
    }

    /** Run attacks, and print what became of them. */
    ExitCode attack(Options options)
            throws CorpusException,
                    SandboxException,
                    UsageException,
                    IOException,
                    InterruptedException {
        var folder = Objects.requireNonNullElse(options.corpus(), shipped);
        var chosen = Corpus.read(folder).only(options.only());
        if (options.setup()) {
            parts.setUp(options.engine(), IMAGE, new StepLines(terminal.err()));
        }
        try (var engine = parts.engine(options.engine());
                var staging = Staging.make()) {
            int workers = workers(options.pace().jobs(), engine.sandboxes().degraded());
            var work = options.keep() == null ? staging.folder("redteam") : made(options.keep());
            var ground =
                    new Ground(
                            Program.ofThisProcess(Main.class.getName()),
                            engine.sandboxes().engine(),
                            engine.sandboxes(),
                            image(engine, options.image()),
                            Optional.ofNullable(options.image()),
                            new View(engine),
                            work);
            var lines = new RedteamLines(terminal.err(), terminal.look());
            var redteam = new Redteam(chosen, ground, lines, options.keep() != null);
            return tell(redteam.run(workers, options.pace().bundle()), ground, options.json());
        }
    }

    private Image image(Engine engine, @Nullable String name)
            throws IOException, InterruptedException {
        var choice = name == null ? new ImageChoice.Bundled(IMAGE) : new ImageChoice.Present(name);
        return engine.image(choice, new StepLines(terminal.err()));
    }

    private ExitCode tell(List<Result> results, Ground ground, @Nullable Path json)
            throws IOException {
        var engine = ground.engine();
        var image = ground.image().name();
        new RedteamTable(terminal.look()).print(results, engine, image, terminal.out());
        if (json != null) {
            AtomicFile.write(json.toAbsolutePath(), RedteamJson.of(results, engine, image));
        }
        return results.stream().allMatch(Result::isWell) ? ExitCode.GRADED : ExitCode.GOT_THROUGH;
    }

    private static int workers(@Nullable Integer jobs, boolean degraded) throws UsageException {
        if (jobs == null) {
            return degraded ? 1 : Runtime.getRuntime().availableProcessors();
        }
        if (degraded && jobs > 1) {
            throw new UsageException(
                    "-j %d: without control groups attacks run one at a time; leave -j out"
                            .formatted(jobs));
        }
        if (jobs < 1) {
            throw new UsageException("-j takes a number from 1 on, not " + jobs);
        }
        return jobs;
    }

    private static Path made(Path folder) throws IOException {
        return Files.createDirectory(folder).toRealPath();
    }

    /** Asks the engine, and reads assignments. */
    private final class View implements Ground.View {
        private final Engine engine;

        View(Engine engine) {
            this.engine = engine;
        }

        @Override
        public List<String> remains(long pid) throws SandboxException, InterruptedException {
            return engine.remains(pid);
        }

        @Override
        public Duration total(Path assignment) throws CorpusException {
            try {
                return parts.loader().load(assignment).limits().wall();
            } catch (InvalidAssignmentException e) {
                throw new CorpusException(String.join("; ", e.problems()));
            }
        }
    }
}
