package gradebox.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.output.SafeText;
import gradebox.redteam.Attack;
import gradebox.redteam.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Write what became of all attacks for other programs. */
final class RedteamJson {

    private RedteamJson() {}

    static byte[] of(List<Result> results, String engine, String image) {
        var json = JsonNodeFactory.instance.objectNode().put("engine", engine).put("image", image);
        json.put("well", results.stream().allMatch(Result::isWell));
        var attacks = json.putArray("attacks");
        results.forEach(result -> attacks.add(object(result)));
        return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode object(Result result) {
        var attack = result.attack();
        var json =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("name", attack.name())
                        .put("number", attack.number())
                        .put("title", attack.title())
                        .put("target", attack.target())
                        .put("stage", attack.kind().stage().word())
                        .put("promise", word(attack.kind().promise()))
                        .put("bound", attack.kind().bound())
                        .put("outcome", outcome(result.outcome()))
                        .put("because", because(result.outcome()))
                        .put("live", live(result.liveness()))
                        .put("how", how(result.liveness()))
                        .put("seconds", result.time().toMillis() / 1000.0);
        var faults = json.putArray("broken");
        if (result.outcome() instanceof Result.Outcome.Broken broken) {
            broken.breaches()
                    .forEach(
                            breach ->
                                    faults.addObject()
                                            .put("rule", breach.rule())
                                            .put("what", breach.what()));
        }
        return json;
    }

    private static String word(Attack.Promise promise) {
        return promise.name().toLowerCase(Locale.ROOT);
    }

    private static String outcome(Result.Outcome outcome) {
        return switch (outcome) {
            case Result.Outcome.Held held -> word(held.promise());
            case Result.Outcome.NotApplicable not -> "not-applicable";
            case Result.Outcome.Broken broken -> "broken";
        };
    }

    private static @Nullable String because(Result.Outcome outcome) {
        return outcome instanceof Result.Outcome.NotApplicable not ? not.because() : null;
    }

    private static @Nullable Boolean live(Result.Liveness liveness) {
        return switch (liveness) {
            case Result.Liveness.NotAsked not -> null;
            case Result.Liveness.Won won -> true;
            case Result.Liveness.Lost lost -> false;
        };
    }

    private static @Nullable String how(Result.Liveness liveness) {
        return switch (liveness) {
            case Result.Liveness.NotAsked not -> null;
            case Result.Liveness.Won won -> SafeText.line(won.how());
            case Result.Liveness.Lost lost -> SafeText.line(lost.how());
        };
    }
}
