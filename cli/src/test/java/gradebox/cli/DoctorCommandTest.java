package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradebox.doctor.PretendedHost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code gradebox doctor}, on a machine where all is well but for what a test changes. */
class DoctorCommandTest {
    private final PretendedHost host = new PretendedHost();
    private final StringWriter out = new StringWriter();

    @TempDir Path state;

    @BeforeEach
    void install() {
        host.printing("bwrap", "bubblewrap 0.11.0").printing("nvidia-ctk", "version 1.17.8");
    }

    private int doctor(String... arguments) {
        var terminal =
                new Terminal(
                        new PrintWriter(out),
                        new PrintWriter(new StringWriter()),
                        false,
                        new Terminal.Look(120, false, true));
        var doctoring = new Doctoring(new PretendedParts(), terminal, host, state);
        return new CommandLine(new DoctorCommand(doctoring)).execute(arguments);
    }

    private JsonNode json(int code, String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("--json"));
        all.addAll(List.of(arguments));
        assertThat(doctor(all.toArray(String[]::new))).as(out.toString()).isEqualTo(code);
        return new ObjectMapper().readTree(out.toString());
    }

    private static Map<String, String> statuses(JsonNode json) {
        var all = new TreeMap<String, String>();
        for (var finding : json.path("findings")) {
            all.put(finding.path("subject").asText(), finding.path("status").asText());
        }
        return all;
    }

    @Test
    void isZeroWhereNothingFails() {
        assertThat(doctor()).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("JDK", "user namespaces", "engine", "image cpu", "disk: results")
                .contains("disk: state", "50.0 GB free in " + state)
                .contains("0 failed")
                .doesNotContain("GPUs");
    }

    @Test
    void is5WhereSomethingFails() {
        host.with("/proc/sys/kernel/seccomp/actions_avail", "");
        assertThat(doctor()).isEqualTo(5);
        assertThat(out.toString()).contains("this kernel has no filters");
    }

    @Test
    void is5WhereNoEngineAnswersAndLooksAtTheRestAllTheSame() throws Exception {
        var statuses = statuses(json(5, "--engine", "nothing"));
        assertThat(statuses)
                .containsEntry("engine nothing", "fail")
                .containsEntry("disk: state", "ok")
                .doesNotContainKey("image cpu");
    }

    @Test
    void is5WhereTheSandboxIsNotAsPromised() throws Exception {
        var json = json(5, "--engine", "loose");
        assertThat(statuses(json)).containsEntry("sandbox", "fail");
        assertThat(json.path("findings").toString())
                .contains("do not grade on this machine before that is mended");
    }

    @Test
    void jsonSaysTheSameAsTheTable() throws Exception {
        host.with("/proc/sys/kernel/core_pattern", "|/bin/dump");
        var json = json(0);
        assertThat(json.path("well").booleanValue()).isTrue();
        assertThat(statuses(json))
                .containsEntry("core_pattern", "warn")
                .containsEntry("kernel", "ok")
                .containsEntry("sandbox", "warn");
        for (var finding : json.path("findings")) {
            assertThat(finding.path("advice").isNull())
                    .as(finding.toString())
                    .isEqualTo(finding.path("status").asText().equals("ok"));
        }
    }

    @Test
    void gpusAreLookedAtWhereTheyAreAskedFor() throws Exception {
        var json = json(5, "--gpus", "0,5", "--engine", "docker");
        assertThat(statuses(json)).containsEntry("GPUs", "fail").containsKey("image cuda");
        assertThat(json.toString()).contains("there is no device 5");
    }

    @Test
    void theToolkitMattersToDockerOnly() throws Exception {
        // pretended sandboxes, which are not Docker's
        assertThat(statuses(json(5, "--gpus", "all")))
                .containsEntry("NVIDIA driver's files", "fail")
                .doesNotContainKey("NVIDIA toolkit");
    }
}
