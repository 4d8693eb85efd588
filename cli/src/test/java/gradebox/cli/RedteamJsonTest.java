package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradebox.redteam.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedteamJsonTest {

    private static JsonNode json(Result... results) throws Exception {
        return new ObjectMapper().readTree(RedteamJson.of(List.of(results), "docker", "my/image"));
    }

    @Test
    void tellsWhatItRanOnAndThatAllIsWell() throws Exception {
        var json = json(RedteamResults.STOPPED, RedteamResults.BOUNDED, RedteamResults.LIVE);

        assertThat(json.path("engine").asText()).isEqualTo("docker");
        assertThat(json.path("image").asText()).isEqualTo("my/image");
        assertThat(json.path("well").booleanValue()).isTrue();
        assertThat(json.path("attacks")).hasSize(3);
    }

    @Test
    void tellsAllOfAnAttack() throws Exception {
        assertThat(json(RedteamResults.LIVE).path("attacks").get(0))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"name": "65-forged", "number": 65, "title": "Title of 65-forged",
                                         "target": "calls", "stage": "score", "promise": "stopped", "bound": "",
                                         "outcome": "stopped", "because": null, "live": true,
                                         "how": "full: 6 of 6", "seconds": 1.5, "broken": []}
                                        """));
    }

    @Test
    void aBreachIsNotWellAndTellsItsRule() throws Exception {
        var json = json(RedteamResults.STOPPED, RedteamResults.BROKEN);

        assertThat(json.path("well").booleanValue()).isFalse();
        assertThat(json.path("attacks").get(1).path("outcome").asText()).isEqualTo("broken");
        assertThat(json.path("attacks").get(1).path("broken").findValuesAsText("rule"))
                .containsExactly("score", "time");
    }

    @Test
    void aTrickThatWinsNowhereIsNotWell() throws Exception {
        var json = json(RedteamResults.NOT_LIVE);

        assertThat(json.path("well").booleanValue()).isFalse();
        var attack = json.path("attacks").get(0);
        assertThat(attack.path("live").booleanValue()).isFalse();
        assertThat(attack.path("how").asText()).startsWith("refused:").doesNotContain("\u001b");
    }

    @Test
    void tellsWhyAnAttackHasNoMeaningAndWhatABoundedOneCanDo() throws Exception {
        var attacks = json(RedteamResults.NOT_APPLICABLE, RedteamResults.BOUNDED).path("attacks");

        assertThat(attacks.get(0).path("outcome").asText()).isEqualTo("not-applicable");
        assertThat(attacks.get(0).path("because").asText()).isEqualTo("no GPU");
        assertThat(attacks.get(0).path("live").isNull()).isTrue();
        assertThat(attacks.get(1).path("outcome").asText()).isEqualTo("bounded");
        assertThat(attacks.get(1).path("bound").asText()).isEqualTo("a few bits a second");
    }
}
