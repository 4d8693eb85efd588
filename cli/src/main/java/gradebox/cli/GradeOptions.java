package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.intake.Attempts;
import gradebox.ci.CiFormat;
import gradebox.output.RunOrigin;
import gradebox.run.GraderSet;
import gradebox.run.RootSeeds;
import gradebox.run.Workers;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hold what a user asks of one run.
 *
 * @param assignment a path, or the id of one that ships
 * @param sources what is handed in
 * @param out where results go
 * @param machine what it runs on
 * @param only ids to grade; empty for all
 * @param fresh whether earlier results are graded again
 * @param formats how results are told beside the table
 * @param failUnder the least score that is well, or null
 * @param rootSeed a file, {@code published}, or null for the staff's own
 */
record GradeOptions(
        String assignment,
        Sources sources,
        Path out,
        Machine machine,
        Set<String> only,
        boolean fresh,
        Set<CiFormat> formats,
        @Nullable BigDecimal failUnder,
        @Nullable String rootSeed) {

    GradeOptions {
        only = Set.copyOf(only);
        formats = Set.copyOf(formats);
    }

    /** Say where this run reads what it grades, for who comes back to it. */
    RunOrigin origin(Assignment found) {
        return new RunOrigin(
                found.folder(),
                sources.paths().stream().map(path -> path.toAbsolutePath().normalize()).toList(),
                sources.attempts().name().toLowerCase(Locale.ROOT),
                rootSeed == null || rootSeed.equals(RootSeeds.PUBLISHED)
                        ? rootSeed
                        : Path.of(rootSeed).toAbsolutePath().normalize().toString());
    }

    /**
     * Say where submissions come from.
     *
     * @param paths files, folders, archives, exports
     * @param roster who should have submitted, or null
     * @param attempts which of several count
     * @param one whether it is one submission, whatever it looks like
     */
    record Sources(List<Path> paths, @Nullable Path roster, Attempts attempts, boolean one) {
        Sources {
            paths = List.copyOf(paths);
        }

        /** Check that all of it is there. */
        void demandExisting() throws NoSuchFileException {
            for (var path : paths) {
                if (!Files.exists(path)) {
                    throw new NoSuchFileException(path.toString());
                }
            }
        }

        /** Name a class's. */
        Sources(List<Path> paths, @Nullable Path roster, Attempts attempts) {
            this(paths, roster, attempts, false);
        }

        /** Name what a platform hands over for one student. */
        static Sources one(Path path) {
            return new Sources(List.of(path), null, Attempts.LAST, true);
        }
    }

    /**
     * Say what the run may use.
     *
     * @param workers how many submissions at a time, or null for as many as fit
     * @param engine what runs sandboxes
     * @param gpus {@code all}, {@code none}, devices by comma, or null for what the assignment
     *     needs
     * @param setup whether packages may be installed and an engine started
     * @param within how long one submission may take, whatever its assignment says, or null
     */
    record Machine(
            @Nullable Integer workers,
            String engine,
            @Nullable String gpus,
            boolean setup,
            @Nullable Duration within) {

        /** Leave time to the assignment. */
        Machine(@Nullable Integer workers, String engine, @Nullable String gpus, boolean setup) {
            this(workers, engine, gpus, setup, null);
        }

        /** Make this machine able to grade an assignment, if the user allows that. */
        void setUp(Parts parts, Assignment assignment, PrintWriter messages)
                throws IOException, UsageException, InterruptedException {
            if (setup) {
                parts.setUp(engine, imageToBuild(assignment), new StepLines(messages));
            }
        }

        /** Name the image that ships and has to be built; another is built when it is used. */
        private static String imageToBuild(Assignment assignment) {
            return assignment.image() instanceof Assignment.ImageChoice.Bundled bundled
                    ? bundled.name()
                    : "cpu";
        }

        /** Tell which engine was chosen, where the user left that to us. */
        void tellChosen(Engine chosen, PrintWriter messages) {
            if (engine.equals(EngineChoice.AUTO)) {
                messages.println("Engine: " + chosen.description());
                messages.flush();
            }
        }

        /**
         * Return how many submissions of an assignment run at a time.
         *
         * @param most how many get a GPU at a time
         */
        int workersFor(Assignment assignment, int most, GraderSet graders) throws UsageException {
            if (workers != null) {
                if (workers < 1) {
                    throw new UsageException("-j takes a number from 1 on, not " + workers);
                }
                return Math.min(workers, most);
            }
            var limits = assignment.limits();
            long beside = graders.memoryBeside(limits);
            return Math.min(Workers.ofThisMachine().fitting(limits, beside), most);
        }
    }
}
