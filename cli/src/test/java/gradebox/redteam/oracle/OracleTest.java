package gradebox.redteam.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OracleTest {
    private static final String ANOTHER =
            """
            {"id": "attack-2", "status": "graded", "score": 10, "max": 10, "seconds": 10.0, "notes": [],
             "lines": [{"outcome": "passed", "reason": null, "feedback": "told by another", "flags": []}]}""";
    private static final String ATTACKER = "submissions/attack/results.json";

    @TempDir Path root;
    private SampleRun run;

    @BeforeEach
    void set() throws Exception {
        run = new SampleRun(root);
    }

    private void breaks(String rule, String what) {
        var breaches = new Oracle().judge(run.evidence());
        assertThat(breaches).extracting(Breach::rule).containsOnly(rule);
        assertThat(breaches).extracting(Breach::what).anyMatch(text -> text.contains(what));
    }

    @Test
    void findsNothingWhereAllHolds() {
        assertThat(new Oracle().judge(run.evidence())).isEmpty();
    }

    @Test
    void seesARunThatFails() {
        run.exitCode = 3;
        run.err = "Grading\ngradebox: no score\n";
        breaks("exit", "gradebox ended with 3: gradebox: no score");
    }

    @Test
    void seesARunThatHadToBeKilled() {
        run.exitCode = -1;
        breaks("exit", "did not end");
    }

    @Test
    void seesAnotherStatus() {
        run.statuses = Set.of("unreadable");
        breaks("status", "it is graded, where unreadable was expected");
    }

    @Test
    void seesAnAttackThatVanishesFromTheReport() throws Exception {
        run.replace("class.json", "\"id\": \"attack\"", "\"id\": \"zz-honest\"");
        assertThat(new Oracle().judge(run.evidence()))
                .anyMatch(breach -> breach.rule().equals("status"));
    }

    @Test
    void seesAPointTooMuch() throws Exception {
        run.replace("class.json", "\"score\": 1,", "\"score\": 1.01,");
        breaks("score", "it scores 1.01, and an honest wrong solution 1");
    }

    @Test
    void seesThatNobodyIsTold() {
        run.says = List.of(Pattern.compile("ran out of memory"));
        breaks("words", "nothing says /ran out of memory/");
        run.says = List.of(Pattern.compile("crashed: its process"));
        assertThat(new Oracle().judge(run.evidence())).isEmpty();
    }

    @Test
    void seesWordsThatHadToStayOut() {
        run.keepsOut = List.of(Pattern.compile("root:x:0"));
        run.err = "root:x:0:0\n";
        breaks("words", "standard error holds /root:x:0/");
    }

    @Test
    void seesAMissingFlag() throws Exception {
        run.flagged = true;
        breaks("words", "staff are given no flag");
        run.replace(
                "class.json", "\"flags\": [],\n", "\"flags\": [{\"submission\": \"attack\"}],\n");
        assertThat(new Oracle().judge(run.evidence())).isEmpty();
    }

    @Test
    void seesAnHonestSubmissionThatSuffers() throws Exception {
        run.replace("class.json", "\"score\": 10,", "\"score\": 9.5,");
        breaks("next", "scores 9.5");
    }

    @Test
    void seesEverySecretInEveryFile() throws Exception {
        var secrets =
                Stream.of(
                        run.canaries.suite(),
                        run.canaries.generator(),
                        run.canaries.label(),
                        run.canaries.environment(),
                        run.canaries.host());
        for (var secret : secrets.toList()) {
            run.write("gradebox.log", "INFO it said " + secret + "\n");
            breaks("secrets", "gradebox.log gives away");
        }
    }

    @Test
    void seesASecretInDisguise() {
        var secret = run.canaries.suite();
        run.out = new StringBuilder(secret).reverse() + "\n";
        breaks("secrets", "standard output gives away a hidden test");
        run.out = HexFormat.of().withUpperCase().formatHex(secret.getBytes(StandardCharsets.UTF_8));
        breaks("secrets", "standard output gives away a hidden test");
    }

    @Test
    void seesAnAttackThatTakesTooLong() throws Exception {
        run.replace("class.json", "\"seconds\": 2.5", "\"seconds\": 25.1");
        breaks("time", "it took 25.1 s; it may take 25.000 s");
    }

    @Test
    void seesTimeThatTheReportDoesNotTell() {
        run.wall = Duration.ofMillis(40_001);
        breaks("time", "the whole run took 40.001 s; it may take 40.000 s");
    }

    @Test
    void seesGrowth() {
        run.peaks = new Traces.Peaks(2L << 30, 90, 0, 0);
        breaks("growth", "2048 MiB of memory");
        run.peaks = new Traces.Peaks(0, 1000, 0, 0);
        breaks("growth", "1000 descriptors");
        run.peaks = new Traces.Peaks(0, 0, 1L << 30, 0);
        breaks("growth", "1024 MiB of disk");
        run.peaks = new Traces.Peaks(0, 0, 0, 8_388_609);
        breaks("growth", "8388609 bytes of output; 8388608 are the most");
    }

    @Test
    void seesASandboxThatIsLeft() {
        run.remains = List.of("/gradebox-1-1");
        breaks("sandboxes", "/gradebox-1-1 is still there");
    }

    @Test
    void seesAProcessThatIsLeft() throws Exception {
        var left = new ProcessBuilder("sleep", "60").directory(root.toFile()).start();
        try {
            breaks("processes", "/proc/" + left.pid() + " runs on: sleep 60");
        } finally {
            left.destroyForcibly().waitFor();
        }
        assertThat(new Oracle().judge(run.evidence())).isEmpty();
    }

    @Test
    void seesAMountThatIsLeft() throws Exception {
        var mounts = Files.createTempFile("mountinfo", "");
        try {
            Files.writeString(mounts, "36 35 98:0 /tmp /" + root.getFileName() + "/x rw - ext4\n");
            assertThat(new MountRule(mounts).broken(run.evidence())).hasSize(1);
            Files.writeString(mounts, "36 35 98:0 / / rw - ext4 /dev/vda rw\n");
            assertThat(new MountRule(mounts).broken(run.evidence())).isEmpty();
        } finally {
            Files.delete(mounts);
        }
    }

    @Test
    void seesFilesThatAreLeft() throws Exception {
        Files.createDirectory(run.folders.temporary().resolve("gradebox-run-1"));
        breaks("files", "a temporary file is left: gradebox-run-1");
    }

    @Test
    void seesAReportOfABug() throws Exception {
        Files.createDirectory(run.folders.state().resolve("bugs"));
        breaks("files", "the state folder holds bugs");
    }

    @Test
    void seesAFileOfTheHostThatWasChanged() {
        run.after = Map.of("host-secret.txt", "d2", "new.txt", "d3");
        breaks("host", "host-secret.txt was written, changed or deleted");
        breaks("host", "new.txt");
    }

    @Test
    void seesAPayloadThatRanOnTheHost() throws Exception {
        Files.createFile(run.canaries.mark());
        breaks("payload", "code of the submission ran on the host");
        assertThat(run.canaries.mark()).doesNotExist();
        assertThat(run.canaries.arm("touch @mark@")).isEqualTo("touch " + run.canaries.mark());
    }

    /** Another attack of the same run is called {@code attack-2}, scores all and says much. */
    private void addAnother() throws Exception {
        run.replace("class.json", "{\"id\": \"zz-honest\"", ANOTHER + ",\n{\"id\": \"zz-honest\"");
        run.write("submissions/attack-2/results.json", "{\"score\": 1, \"output\": \"\"}");
        run.write("submissions/attack-2/report.json", "told by another");
        run.err = "attack-2 ends: told by another\n";
    }

    @Test
    void judgesOneOfSeveralByItself() throws Exception {
        addAnother();
        breaks("score", "it scores 10, and an honest wrong solution 1");

        run.one = Optional.of("attack");
        assertThat(new Oracle().judge(run.evidence())).isEmpty();
        run.one = Optional.of("attack-2");
        breaks("score", "it scores 10, and an honest wrong solution 1");
        run.one = Optional.of("attack-3");
        breaks("status", "it is not in class.json");
    }

    @Test
    void anothersWordsDoNotSpeakForOneOfSeveral() throws Exception {
        addAnother();
        run.one = Optional.of("attack");
        run.says = List.of(Pattern.compile("told by another"));
        breaks("words", "nothing says /told by another/");
        run.says = List.of();
        run.keepsOut = List.of(Pattern.compile("(?m)^told by another"));
        assertThat(new Oracle().judge(run.evidence())).isEmpty();
        run.write("gradebox.log", "INFO attack-2 ends\ntold by another\n");
        breaks("words", "gradebox.log holds /(?m)^told by another/");
    }

    @Test
    void timeOfOthersInTheRunIsNotCounted() throws Exception {
        addAnother();
        run.one = Optional.of("attack");
        run.wall = Duration.ofMillis(49_999);
        assertThat(new Oracle().judge(run.evidence())).isEmpty();
        run.wall = Duration.ofMillis(50_001);
        breaks("time", "the whole run took 40.001 s; it may take 40.000 s");
    }

    @Test
    void seesResultsThatAreNoStrictJson() throws Exception {
        run.replace(ATTACKER, "\"score\": 1, \"output\"", "\"score\": NaN, \"output\"");
        assertThat(new Oracle().judge(run.evidence()))
                .anyMatch(breach -> breach.rule().equals("results"));
    }

    @Test
    void seesAKeyThatIsThereTwice() throws Exception {
        run.replace(ATTACKER, "\"score\": 1, \"output\"", "\"score\": 1, \"score\": 9, \"output\"");
        assertThat(new Oracle().judge(run.evidence()))
                .anyMatch(breach -> breach.rule().equals("results"));
    }

    @Test
    void seesScoresThatCannotBe() throws Exception {
        run.replace(ATTACKER, "\"score\": 1, \"max_score\"", "\"score\": 7, \"max_score\"");
        breaks("results", "a score of 7 of 1");
    }

    @Test
    void seesResultsThatAreMissing() throws Exception {
        Files.delete(run.folders.out().resolve("submissions/zz-honest/results.json"));
        breaks("results", "2 submissions have 1 results.json");
    }

    @Test
    void seesAFormula() throws Exception {
        for (var cell : List.of("=1+1", "+1;cmd", "@sum", " =x", "-2+3", "＝1", "\tx")) {
            run.write("grades.csv", "id,score\n\"" + cell + "\",1\n");
            breaks("table", "a cell is a formula");
        }
    }

    @Test
    void seesATornRow() throws Exception {
        run.write("grades.csv", "id,score\nattack\n");
        breaks("table", "a row has 1 cells, the header 2");
    }

    @Test
    void seesWhatSteersATerminal() throws Exception {
        run.out = "attack \033[2J\n";
        breaks("text", "standard output holds U+001B");
        run.out = "";
        run.write("gradebox.log", "a\u009bb \u202e c\r\n");
        breaks("text", "gradebox.log holds U+009B, U+202E, U+000D");
    }

    @Test
    void seesWhatAStringOfJsonUnescapesTo() throws Exception {
        run.replace("class.json", "its process ended", "its \\u001b]0;x\\u0007 process ended");
        breaks("text", "class.json holds U+001B, U+0007");
    }
}
