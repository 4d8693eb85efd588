package gradebox.assignments;

import gradebox.grading.GraderDefinition;
import gradebox.grading.Rubric;
import gradebox.grading.Threshold;
import gradebox.grading.Workbench;
import gradebox.sandbox.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hold an assignment as its author wrote it.
 *
 * @param id {@code mit-67960/hw1-backprop}
 * @param title what people call it
 * @param course the course's name
 * @param folder where its files lie, absolute
 * @param digest SHA-256, in hex, over the names and contents of every file that can change a grade
 * @param image what student code runs in
 * @param limits of a student's sandbox, the wall clock for all of a submission's checks included
 * @param perCheck how long one check may take
 * @param gpu what it needs of GPUs
 * @param submission what is handed in
 * @param data its data sets
 * @param graders in the order in which they run
 * @param rubric what points are given for
 * @param leaderboard metrics that go on the leaderboard
 * @param solutions what staff's own solutions are known
 */
public record Assignment(
        String id,
        String title,
        String course,
        Path folder,
        String digest,
        ImageChoice image,
        Limits limits,
        Duration perCheck,
        GpuNeed gpu,
        SubmissionRules submission,
        List<DataDefinition> data,
        List<GraderDefinition> graders,
        Rubric rubric,
        List<LeaderboardMetric> leaderboard,
        Solutions solutions) {

    public Assignment {
        data = List.copyOf(data);
        graders = List.copyOf(graders);
        leaderboard = List.copyOf(leaderboard);
    }

    /** Return the folder of the reference solution, or null where there is none. */
    public @Nullable Path reference() {
        return solutions.reference;
    }

    /** Return the folder of the naive baseline, or null where there is none. */
    public @Nullable Path baseline() {
        return solutions.baseline;
    }

    /** Return this with other graders, for a run that needs no more than those. */
    public Assignment withGraders(List<GraderDefinition> others) {
        return with(limits, perCheck, data, others, rubric);
    }

    /** Return this with another rubric, for a run that needs no more than that. */
    public Assignment withRubric(Rubric other) {
        return with(limits, perCheck, data, graders, other);
    }

    /** Return this with other data sets, where no more than those are to be made. */
    public Assignment withData(List<DataDefinition> others) {
        return with(limits, perCheck, others, graders, rubric);
    }

    /**
     * Return this with other time limits.
     *
     * @param all for all of a submission's checks together
     * @param one for one check
     */
    public Assignment withTime(Duration all, Duration one) {
        return with(limits.withWall(all), one, data, graders, rubric);
    }

    private Assignment with(
            Limits otherLimits,
            Duration otherPerCheck,
            List<DataDefinition> otherData,
            List<GraderDefinition> otherGraders,
            Rubric otherRubric) {
        return new Assignment(
                id,
                title,
                course,
                folder,
                digest,
                image,
                otherLimits,
                otherPerCheck,
                gpu,
                submission,
                otherData,
                otherGraders,
                otherRubric,
                leaderboard,
                solutions);
    }

    /**
     * Name staff's own solutions.
     *
     * @param reference the folder of the one that earns all points, or null where there is none
     * @param baseline the folder of the one that does what needs no idea, or null where there is
     *     none
     */
    public record Solutions(@Nullable Path reference, @Nullable Path baseline) {
        /** Neither. */
        public static final Solutions NONE = new Solutions(null, null);
    }

    /** Choose the image. */
    public sealed interface ImageChoice {

        /** One that ships, by name: {@code cpu}, {@code cuda}. */
        record Bundled(String name) implements ImageChoice {}

        /** A recipe in the assignment's folder. */
        record Recipe(Path dockerfile) implements ImageChoice {}

        /** One that the engine already has, by name or digest. */
        record Present(String reference) implements ImageChoice {}
    }

    /**
     * Say what GPUs it needs.
     *
     * @param memoryBytes of each device; 0 where the author does not say
     * @param shareBytes what one submission takes of a device that several share; 0 where each has
     *     a device for itself
     */
    public record GpuNeed(Need need, long memoryBytes, long shareBytes) {

        /** Give each submission a device for itself. */
        public GpuNeed(Need need, long memoryBytes) {
            this(need, memoryBytes, 0);
        }

        /** Say whether a GPU is used. */
        public enum Need {
            NONE,
            OPTIONAL,
            REQUIRED
        }
    }

    /**
     * Say what is handed in.
     *
     * @param files that must be there, relative, with {@code /}
     * @param optional that may be there
     * @param entry how it is imported
     * @param maxBytes how large it may be, unpacked
     */
    public record SubmissionRules(
            List<String> files, List<String> optional, Workbench.Entry entry, long maxBytes) {
        public SubmissionRules {
            files = List.copyOf(files);
            optional = List.copyOf(optional);
        }
    }

    /** Say where a data set comes from. */
    public sealed interface DataDefinition {
        String id();

        /**
         * A Python file of the author's, run in a grader sandbox: its function {@code
         * generate(seed)} returns a dictionary of three dictionaries, {@code train}, {@code inputs}
         * and {@code hidden}, from names to arrays, numbers or strings.
         */
        record Generated(String id, Path file) implements DataDefinition {}

        /**
         * Files that staff bring: {@code .npz} archives, each checked against its SHA-256 (in hex).
         * Any may be null but {@code inputs}.
         *
         * @param tensors which arrays are PyTorch's tensors: {@code train.X}
         */
        record Brought(
                String id,
                @Nullable Source train,
                Source inputs,
                @Nullable Source hidden,
                List<String> tensors)
                implements DataDefinition {
            public Brought {
                tensors = List.copyOf(tensors);
            }

            /** Bring NumPy's arrays only. */
            public Brought(
                    String id, @Nullable Source train, Source inputs, @Nullable Source hidden) {
                this(id, train, inputs, hidden, List.of());
            }
        }

        /** One file and what it must hash to. */
        record Source(Path path, String sha256) {}
    }

    /** Put a metric on the leaderboard. */
    public record LeaderboardMetric(String name, String metric, Threshold.Direction better) {}
}
