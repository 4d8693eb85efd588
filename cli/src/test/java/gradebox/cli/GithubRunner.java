package gradebox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Does what GitHub's runner does with the {@code run:} steps of a job: each is a script for {@code
 * bash -e} in the workspace, and the first that fails ends the job. Both streams are the log.
 */
final class GithubRunner {
    private final JsonNode workflow;
    private final Path work;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * @param work a fresh folder
     * @param submission what is checked out
     */
    GithubRunner(JsonNode workflow, Path work, StudentRepository submission) throws Exception {
        this.workflow = workflow;
        this.work = work;
        submission.cloneTo(workspace().resolve("submission"));
        Files.createSymbolicLink(
                workspace().resolve("gradebox"), Path.of(System.getProperty("gradebox.home")));
        Files.createDirectories(work.resolve("temp"));
        environment.putAll(
                Map.of(
                        "CI",
                        "true",
                        "GITHUB_ACTIONS",
                        "true",
                        "GITHUB_STEP_SUMMARY",
                        summary() + ""));
        environment.put("GITHUB_WORKSPACE", workspace().toString());
        environment.put("RUNNER_TEMP", work.resolve("temp").toString());
        environment.put("GRADEBOX_STATE", work.resolve("state").toString());
        environment.putAll(CiFile.variables(workflow.path("env")));
    }

    /** How a job or a step ended, and its log. */
    record Ended(int code, String log) {}

    GithubRunner with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Path workspace() {
        return work.resolve("workspace");
    }

    Path summary() {
        return work.resolve("summary.md");
    }

    /** Run the only job's steps. */
    Ended job() throws Exception {
        var log = new StringBuilder();
        for (var step : workflow.at("/jobs/grade/steps")) {
            if (step.has("run")) {
                var ended = run(step);
                log.append(ended.log());
                if (ended.code() != 0) {
                    return new Ended(ended.code(), log.toString());
                }
            }
        }
        return new Ended(0, log.toString());
    }

    /** Run one step alone. */
    Ended step(String name) throws Exception {
        for (var step : workflow.at("/jobs/grade/steps")) {
            if (step.path("name").asText().equals(name)) {
                return run(step);
            }
        }
        throw new AssertionError("the workflow has no step " + name);
    }

    private Ended run(JsonNode step) throws IOException, InterruptedException {
        var script = Files.createTempFile(work, "step", ".sh");
        Files.writeString(script, step.path("run").asText());
        var log = Files.createTempFile(work, "step", ".log");
        var builder =
                new ProcessBuilder("bash", "-e", script.toString())
                        .directory(workspace().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the step does not end: " + Files.readString(log));
        }
        return new Ended(process.exitValue(), Files.readString(log));
    }
}
