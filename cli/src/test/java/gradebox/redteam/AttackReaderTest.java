package gradebox.redteam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttackReaderTest {
    private static final String ENTRY =
            """
            title: Forge the reply
            target: calls
            stage: score
            promise: stopped
            live: weak-protocol
            status: [graded, unreadable]
            score: {most: 2.5}
            says: ["no (answer|reply)"]
            keeps-out: [secret]
            wall: 25s
            alone: true
            engines:
              bubblewrap: {status: [no-score]}
              process: {not-applicable: "has no pipe"}
            """;

    @TempDir Path corpus;
    private Path folder;

    @BeforeEach
    void make() throws Exception {
        folder = corpus.resolve("65b-forged");
        Files.createDirectories(folder.resolve("submission"));
    }

    private Attack read(String entry) throws CorpusException, IOException {
        Files.writeString(folder.resolve("expect.yaml"), entry);
        return AttackReader.read(folder);
    }

    @Test
    void readsAllThatIsSaid() throws Exception {
        var attack = read(ENTRY);

        assertThat(attack.name()).isEqualTo("65b-forged");
        assertThat(attack.number()).isEqualTo(65);
        assertThat(attack.alone()).isTrue();
        assertThat(attack.kind())
                .isEqualTo(
                        new Attack.Kind(
                                Attack.Stage.SCORE,
                                Attack.Promise.STOPPED,
                                Optional.of(Attack.Live.WEAK_PROTOCOL),
                                ""));
        var expected = attack.expected();
        assertThat(expected.statuses()).containsExactlyInAnyOrder("graded", "unreadable");
        assertThat(expected.most()).contains(new BigDecimal("2.5"));
        assertThat(expected.says()).extracting(Pattern::pattern).contains("no (answer|reply)");
        assertThat(expected.keepsOut()).extracting(Pattern::pattern).contains("secret");
        assertThat(expected.wall()).contains(Duration.ofSeconds(25));
    }

    @Test
    void anEngineDiffersInWhatItNamesOnly() throws Exception {
        var attack = read(ENTRY);

        assertThat(attack.on("bubblewrap"))
                .isInstanceOfSatisfying(
                        Attack.OnEngine.Runs.class,
                        runs -> {
                            assertThat(runs.expected().statuses()).containsExactly("no-score");
                            assertThat(runs.expected().most()).contains(new BigDecimal("2.5"));
                        });
        assertThat(attack.on("process"))
                .isEqualTo(new Attack.OnEngine.NotApplicable("has no pipe"));
        assertThat(attack.on("docker")).isEqualTo(new Attack.OnEngine.Runs(attack.expected()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status: [graded, unreadable] | status: [well]         | there is no well",
                "status: [graded, unreadable] | status: []             | name at least one",
                "stage: score                 | stage: scoring         | stage: is one of intake",
                "live: weak-protocol          | live: yes              | live: is one of control",
                "promise: stopped             | promise: bounded       | of this number is stopped",
                "title: Forge the reply       | tittle: Forge          | tittle",
                "wall: 25s                    | wall: soon             | soon",
                "alone: true                  | title: again           | title",
                "target: calls                | says: [x]              | says",
            })
    void refusesWhatItDoesNotUnderstand(String good, String bad, String why) {
        assertThatThrownBy(() -> read(ENTRY.replace(good, bad)))
                .isInstanceOf(CorpusException.class)
                .hasMessageContaining("65b-forged")
                .hasMessageContaining(why);
    }

    @Test
    void wantsToBeToldWhatIsBoundedAndOfNothingElse() throws Exception {
        folder = corpus.resolve("80-weights");
        Files.createDirectories(folder.resolve("submission"));
        var bounded = ENTRY.replace("promise: stopped", "promise: bounded");
        assertThatThrownBy(() -> read(bounded)).hasMessageContaining("bound: says what an attack");
        assertThat(read(bounded + "bound: four points\n").kind().bound()).isEqualTo("four points");
        assertThatThrownBy(() -> read(ENTRY + "bound: four points\n"))
                .hasMessageContaining("bound: says what an attack");
    }

    @Test
    void sharesARunUnlessItSaysOtherwise() throws Exception {
        var plain = ENTRY.replace("alone: true\n", "");
        assertThat(read(plain).sharesRun()).isTrue();
        assertThat(read(plain + "apart: true\n").sharesRun()).isFalse();
        assertThat(read(plain + "apart: true\n").alone()).isFalse();
        assertThat(read(ENTRY).sharesRun()).isFalse();
    }

    @Test
    void refusesABrokenExpression() {
        assertThatThrownBy(() -> read(ENTRY.replace("no (answer|reply)", "no (answer")))
                .isInstanceOf(CorpusException.class)
                .hasMessageContaining("no regular expression");
    }

    @Test
    void wantsEitherASubmissionOrItsMaker() throws Exception {
        Files.writeString(folder.resolve("make.py"), "");
        assertThatThrownBy(() -> read(ENTRY)).hasMessageContaining("not both");
        Files.delete(folder.resolve("submission"));
        assertThat(read(ENTRY).number()).isEqualTo(65);
        Files.delete(folder.resolve("make.py"));
        assertThatThrownBy(() -> read(ENTRY)).hasMessageContaining("needs submission/, or make.py");
    }
}
