package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import gradebox.sandbox.Mount;
import gradebox.sandbox.docker.CourseImage;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.PlainContainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Grades the sample class by the README's words in a container with an engine's default rights,
 * where no name space is granted.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = FaultyRuns.MACHINE, mode = ResourceAccessMode.READ)
@ResourceLock(FaultyRuns.BESIDE)
class ProcessClassIT {
    /** What the README has for a container like that. */
    static final String COMMAND = "./gradebox demo --engine process -o " + GoldenClassIT.DEMO_OUT;

    private static final String HOMEWORK = "mit-67960/hw1-backprop";
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Path HOME = Path.of(System.getProperty("gradebox.home"));

    @Test
    void everyCheckOfEveryMemberIsAsOnDocker() throws Exception {
        var ended = grade();
        assertThat(ended.output()).contains("exit code 0").contains(TellsClass.MARK);
        var got =
                new ObjectMapper()
                        .readTree(
                                ended.output()
                                        .substring(
                                                ended.output().indexOf(TellsClass.MARK)
                                                        + TellsClass.MARK.length()));

        assertThat(GoldenClassIT.checks(got)).isEqualTo(expected());
        assertThat(got.path("degraded").asText()).startsWith("Degraded");
        assertThat(got.toString()).contains("this machine (Debian").contains("process (degraded)");
        assertThat(posture(got)).containsEntry("interfaces", "no socket can be made");
    }

    private static PlainContainer.Ended grade() throws Exception {
        var mounts = new ArrayList<Mount>();
        for (var name : List.of("assignments", "sandbox")) {
            mounts.add(new Mount(HOME.resolve(name), PlainContainer.HOME + "/" + name));
        }
        var words = COMMAND.split(" ", -1);
        var arguments = Arrays.copyOfRange(words, 1, words.length);
        try (var engine = DockerEngine.connect(System.getenv())) {
            return new PlainContainer(CourseImage.of(engine), mounts)
                    .java(LIMIT, TellsClass.class, arguments);
        }
    }

    private static Map<String, String> expected() throws Exception {
        var file = HOME.resolve("assignments/catalogue/" + HOMEWORK + "/class-expected.yaml");
        return GoldenClassIT.expectedChecks(new YAMLMapper().readTree(file.toFile()));
    }

    private static Map<String, String> posture(JsonNode report) {
        var traits = new TreeMap<String, String>();
        report.findPath("posture")
                .properties()
                .forEach(trait -> traits.put(trait.getKey(), trait.getValue().asText()));
        return traits;
    }
}
