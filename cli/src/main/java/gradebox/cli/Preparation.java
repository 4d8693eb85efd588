package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.grading.DataSet;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.PythonRuntime;
import gradebox.grading.Workbench;
import gradebox.run.DataSource;
import gradebox.run.RootSeed;
import gradebox.run.RunIdentity;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Hold what a run stands on, once the machine has been found able to grade. */
record Preparation(
        Assignment assignment,
        Image image,
        Engine engine,
        GpuRequest gpu,
        RootSeed seed,
        Staging staging) {

    /** Return what results depend on beside the submissions. */
    RunIdentity identity() throws IOException {
        return new RunIdentity(
                assignment.id(),
                assignment.digest(),
                image,
                engine.sandboxes().engine(),
                Version.number() + " build " + BuildDigest.ofClassPath(classPath()),
                seed.fingerprint(),
                String.join(",", gpu.devices()));
    }

    /** Set up what graders work with, the data sets included. */
    Workbench bench(DataSource data)
            throws SandboxException, InvalidAssignmentException, InterruptedException {
        var runtime = runtime();
        return bench(runtime, data.load(assignment, bench(runtime, List.of())));
    }

    private Workbench bench(Path runtime, List<DataSet> data) {
        return new Workbench(
                engine.sandboxes(),
                image,
                assignment.limits(),
                assignment.perCheck(),
                gpu,
                assignment.submission().entry(),
                runtime,
                data,
                seed.seeds());
    }

    private Path runtime() throws SandboxException {
        try {
            var folder = staging.folder("runtime");
            PythonRuntime.stage(folder);
            return folder;
        } catch (IOException e) {
            throw new SandboxException("the run's own files cannot be staged", e);
        }
    }

    private static String classPath() {
        return System.getProperty("java.class.path", "");
    }
}
