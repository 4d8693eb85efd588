package gradebox.replay;

import static gradebox.replay.ReplayBench.ADA;
import static gradebox.replay.ReplayBench.CODE;
import static gradebox.replay.ReplayBench.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where something is broken, Gradescope is given no result. */
class DamageTest {
    @TempDir private Path work;
    private ReplayBench bench;

    @BeforeEach
    void makeBench() {
        bench = new ReplayBench(work);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"id\": null}",
                "{\"id\": true}",
                "{\"id\": \"x\"}",
                "{\"id\": 501, \"score\": NaN}",
                "{\"id\": 501"
            })
    void metadataThatCannotBeReadGiveNoResult(String metadata) throws Exception {
        bench.publishAda();
        bench.show(metadata(501, "", ADA), CODE);
        var shown = bench.show(metadata, CODE);

        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.bytes()).isEmpty();
        assertThat(shown.said())
                .startsWith("gradebox: no result: ")
                .contains("submission_metadata.json")
                .hasLineCount(1);
    }

    @Test
    void missingMetadataGiveNoResult() throws Exception {
        bench.publishAda();
        assertThat(bench.show().code()).isEqualTo(1);
        Files.createDirectories(bench.autograder().resolve("submission"));
        assertThat(bench.show().said()).contains("No such file");
    }

    @Test
    void metadataDeepEnoughToBreakAParserGiveNoResult() throws Exception {
        bench.publishAda();
        var shown = bench.show("[".repeat(200_000), CODE);
        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.said()).startsWith("gradebox: no result: ").hasLineCount(1);
    }

    @Test
    void aDamagedArchiveGivesNoResult() throws Exception {
        bench.publishAda();
        var results = bench.autograder().resolve("source/data/results");
        try (var files = Files.list(results)) {
            Files.writeString(files.findFirst().orElseThrow(), "{\"score\": 100}");
        }
        var shown = bench.show(metadata(501, "", ADA), CODE);

        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.bytes()).isEmpty();
        assertThat(shown.said()).contains("is damaged: upload the autograder again");
    }
}
