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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Grades members of the sample class in a container with an engine's default rights, where no name
 * space is granted: honest ones, cheats, and one that hoards memory.
 */
class ProcessClassIT {
    private static final String HOMEWORK = "mit-67960/hw1-backprop";
    private static final List<String> MEMBERS =
            List.of(
                    "okafor_ada_901034",
                    "blackwood_rex_901811",
                    "garcia_lucia_901561",
                    "nguyen_minh_901671");
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

        assertThat(ofMembers(GoldenClassIT.checks(got))).isEqualTo(expected());
        assertThat(got.path("degraded").asText()).startsWith("Degraded");
        assertThat(got.toString()).contains("this machine (Debian").contains("process (degraded)");
        assertThat(posture(got)).containsEntry("interfaces", "no socket can be made");
    }

    private static PlainContainer.Ended grade() throws Exception {
        var mounts = new ArrayList<Mount>();
        for (var name : List.of("assignments", "sandbox")) {
            mounts.add(new Mount(HOME.resolve(name), PlainContainer.HOME + "/" + name));
        }
        var arguments = new ArrayList<>(List.of("grade", HOMEWORK));
        arguments.add(PlainContainer.HOME + "/assignments/catalogue/" + HOMEWORK + "/class");
        arguments.addAll(List.of("--root-seed", "published"));
        MEMBERS.forEach(member -> arguments.addAll(List.of("--only", member)));
        try (var engine = DockerEngine.connect(System.getenv())) {
            return new PlainContainer(CourseImage.of(engine), mounts)
                    .java(
                            Duration.ofMinutes(6),
                            TellsClass.class,
                            arguments.toArray(String[]::new));
        }
    }

    private static Map<String, String> expected() throws Exception {
        var file = HOME.resolve("assignments/catalogue/" + HOMEWORK + "/class-expected.yaml");
        return ofMembers(GoldenClassIT.expectedChecks(new YAMLMapper().readTree(file.toFile())));
    }

    /** An archive that cannot be read is reported whoever was chosen. */
    private static Map<String, String> ofMembers(Map<String, String> checks) {
        var all = new TreeMap<>(checks);
        all.keySet().removeIf(line -> MEMBERS.stream().noneMatch(line::startsWith));
        return all;
    }

    private static Map<String, String> posture(JsonNode report) {
        var traits = new TreeMap<String, String>();
        report.findPath("posture")
                .properties()
                .forEach(trait -> traits.put(trait.getKey(), trait.getValue().asText()));
        return traits;
    }
}
