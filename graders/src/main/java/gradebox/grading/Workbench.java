package gradebox.grading;

import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.call.StudentSandboxes;
import gradebox.sandbox.call.TimeBudget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Hold what graders work with in one run.
 *
 * @param sandboxes where sandboxes come from
 * @param shared the sandboxes that this submission's graders share; empty where each opens its own
 * @param image what student code runs in
 * @param limits of one student sandbox
 * @param perCheck how long one check may take
 * @param gpu the devices that this submission may use
 * @param entry how a submission is imported
 * @param runtime a folder on the host with our Python ends, to be mounted read-only at {@code
 *     /gradebox}
 * @param data the assignment's data sets
 * @param seeds the run's seeds
 */
public record Workbench(
        SandboxFactory sandboxes,
        Optional<StudentSandboxes> shared,
        Image image,
        Limits limits,
        Duration perCheck,
        GpuRequest gpu,
        Entry entry,
        Path runtime,
        List<DataSet> data,
        Seeds seeds) {

    public Workbench {
        data = List.copyOf(data);
    }

    /**
     * Say how a submission is imported.
     *
     * @param module the Python module that is the submission's face
     * @param preload modules that are imported before any student byte, once a sandbox
     * @param isolation whether each check gets a child process of its own, or all checks of a suite
     *     share one
     */
    public record Entry(String module, List<String> preload, ProcessPer isolation) {
        public Entry {
            preload = List.copyOf(preload);
        }
    }

    /** Say how many processes the checks of a suite get. */
    public enum ProcessPer {
        CHECK,
        SUITE
    }

    /** Let every grader open sandboxes of its own. */
    public Workbench(
            SandboxFactory sandboxes,
            Image image,
            Limits limits,
            Duration perCheck,
            GpuRequest gpu,
            Entry entry,
            Path runtime,
            List<DataSet> data,
            Seeds seeds) {
        this(
                sandboxes,
                Optional.empty(),
                image,
                limits,
                perCheck,
                gpu,
                entry,
                runtime,
                data,
                seeds);
    }

    /** Return this for a submission that was given these devices. */
    public Workbench on(GpuRequest devices) {
        return new Workbench(
                sandboxes, shared, image, limits, perCheck, devices, entry, runtime, data, seeds);
    }

    /** Return this for the graders of one submission, who share these sandboxes. */
    public Workbench sharing(StudentSandboxes own) {
        return new Workbench(
                sandboxes,
                Optional.of(own),
                image,
                limits,
                perCheck,
                gpu,
                entry,
                runtime,
                data,
                seeds);
    }

    /** Return this with its sandboxes from another source. */
    public Workbench opening(SandboxFactory others) {
        return new Workbench(
                others, shared, image, limits, perCheck, gpu, entry, runtime, data, seeds);
    }

    /** Return the time that this submission's graders have together. */
    public TimeBudget budget() {
        return shared.map(StudentSandboxes::budget).orElseGet(() -> new TimeBudget(limits.wall()));
    }

    /**
     * Return this for modules that are imported in another way, from a folder that is no
     * submission.
     */
    public Workbench importing(Entry other) {
        return new Workbench(sandboxes, image, limits, perCheck, gpu, other, runtime, data, seeds);
    }

    /** Return the data set of this name; the loader has checked that it is there. */
    public DataSet data(String id) {
        return data.stream()
                .filter(set -> set.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no data set " + id));
    }
}
