package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Runs the attacks, by the launcher, in real sandboxes. */
@ResourceLock(FaultyRuns.MACHINE)
class RedteamIT {
    private static final Path HOME = Path.of(System.getProperty("gradebox.home"));
    private static final Path SHIPPED = HOME.resolve("cli/attacks");

    @TempDir Path work;

    /** One or two of each kind: forks, memory, daemons, signals, secrets, network, the pipe. */
    private static final String SUBSET =
            "06-bomb,25-fork-bomb,27-memory-bomb,28-memory-bomb-in-a-child,37-daemon,"
                    + "39-kill-everything,42-environment,43-hidden-tests,47-network,49-kernel-settings,"
                    + "56-patched-comparisons,61-written-results,66-answer-twice,70-pickled-array,"
                    + "77-smuggled";

    @Test
    void nothingGetsThroughAndEveryTrickIsLive() throws Exception {
        var result = redteam(Duration.ofMinutes(40), "--engine", "docker");

        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("Nothing got through.");
        var attacks = json().path("attacks");
        assertThat(attacks).hasSizeGreaterThanOrEqualTo(94);
        for (var attack : attacks) {
            assertThat(attack.path("broken")).as(attack.toString()).isEmpty();
            assertThat(attack.path("live").asBoolean(true)).as(attack.toString()).isTrue();
        }
    }

    @Test
    void nothingOfASubsetGetsThroughBubblewrap() throws Exception {
        var result = redteam(Duration.ofMinutes(15), "--engine", "bubblewrap", "--only", SUBSET);

        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("sandboxes of bubblewrap", "Nothing got through.");
        assertThat(json().path("attacks")).hasSize(SUBSET.split(",", -1).length);
    }

    /** The three share a run, in which one gets through: each is then tried alone. */
    @Test
    void is7WhenAnAttackGetsThroughAndWhenATrickWinsNowhere() throws Exception {
        entry("60-right-after-all", "stage: score", "targets/calls/reference");
        entry("61-no-trick", "stage: score\nlive: control", "targets/calls/wrong");
        entry("65-no-trick", "stage: score\nlive: weak-protocol", "targets/calls/wrong");
        entry("68-no-trick", "stage: score\nlive: weak-queue", "targets/calls/wrong");

        var result = redteam(Duration.ofMinutes(5), "--corpus", work.resolve("corpus").toString());

        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(7);
        assertThat(result.out())
                .containsOnlyOnce("Attacks on gradebox")
                .contains("GOT THROUGH")
                .contains("score: it scores 10, and an honest wrong solution 1");
        assertThat(rules()).containsExactly("score");
        assertThat(json().path("well").booleanValue()).isFalse();
        var attacks = json().path("attacks");
        assertThat(attacks.findValuesAsText("outcome"))
                .containsExactly("broken", "stopped", "stopped", "stopped");
        for (int i = 1; i < attacks.size(); i++) {
            assertThat(attacks.get(i).path("live").booleanValue()).isFalse();
            assertThat(attacks.get(i).path("live").isBoolean()).isTrue();
        }
    }

    /** Put an attack into a corpus of our own. */
    private void entry(String name, String kind, String submission) throws IOException {
        var corpus = work.resolve("corpus");
        Files.createDirectories(corpus.resolve(name));
        for (var shared : List.of("targets", "controls")) {
            if (!Files.exists(corpus.resolve(shared))) {
                Files.createSymbolicLink(corpus.resolve(shared), SHIPPED.resolve(shared));
            }
        }
        var folder = Files.createDirectory(corpus.resolve(name).resolve("submission"));
        Files.copy(
                SHIPPED.resolve(submission).resolve("solution.py"), folder.resolve("solution.py"));
        Files.writeString(
                corpus.resolve(name).resolve("expect.yaml"),
                "title: Test\ntarget: calls\npromise: stopped\nstatus: [graded]\n" + kind + "\n");
    }

    private record Ended(int code, String out, String err) {}

    private Ended redteam(Duration limit, String... options) throws Exception {
        var command = new ArrayList<String>();
        command.addAll(List.of(HOME.resolve("gradebox").toString(), "redteam", "--json"));
        command.add(work.resolve("redteam.json").toString());
        command.addAll(List.of(options));
        var out = work.resolve("out.txt");
        var err = work.resolve("err.txt");
        var process =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        boolean ended = process.waitFor(limit.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("it ends within %s", limit).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(work.resolve("redteam.json").toFile());
    }

    private List<String> rules() throws IOException {
        return json().path("attacks").findValuesAsText("rule");
    }
}
