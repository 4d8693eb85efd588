package gradebox.cli;

import gradebox.redteam.Attack;
import gradebox.redteam.Attack.Kind;
import gradebox.redteam.Attack.Promise;
import gradebox.redteam.Attack.Stage;
import gradebox.redteam.Result;
import gradebox.redteam.Result.Liveness;
import gradebox.redteam.Result.Outcome;
import gradebox.redteam.oracle.Breach;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Results of attacks of every sort, for what prints them. */
final class RedteamResults {
    private static final Attack.Expected EXPECTED =
            new Attack.Expected(
                    Set.of("graded"), Optional.empty(), List.of(), List.of(), Optional.empty());

    static final Result STOPPED =
            result(
                    attack("01-zip-slip", Stage.INTAKE, Promise.STOPPED, ""),
                    new Outcome.Held(Promise.STOPPED),
                    new Liveness.NotAsked());
    static final Result BOUNDED =
            result(
                    attack("51-counters", Stage.EXECUTION, Promise.BOUNDED, "a few bits a second"),
                    new Outcome.Held(Promise.BOUNDED),
                    new Liveness.NotAsked());
    static final Result NOT_APPLICABLE =
            result(
                    attack("55-gpu-hang", Stage.EXECUTION, Promise.STOPPED, ""),
                    new Outcome.NotApplicable("no GPU"),
                    new Liveness.NotAsked());
    static final Result LIVE =
            result(
                    attack("65-forged", Stage.SCORE, Promise.STOPPED, ""),
                    new Outcome.Held(Promise.STOPPED),
                    new Liveness.Won("full: 6 of 6"));
    static final Result NOT_LIVE =
            result(
                    attack("66-twice", Stage.SCORE, Promise.STOPPED, ""),
                    new Outcome.Held(Promise.STOPPED),
                    new Liveness.Lost("refused:\u001b[2J 2 of 6"));
    static final Result BROKEN =
            result(
                    attack("85-pickles", Stage.OUTPUT, Promise.STOPPED, ""),
                    new Outcome.Broken(
                            List.of(
                                    new Breach("score", "it scores 6"),
                                    new Breach("time", "late"))),
                    new Liveness.Won("full: its program ran"));

    private RedteamResults() {}

    private static Attack attack(String name, Stage stage, Promise promise, String bound) {
        var kind = new Kind(stage, promise, Optional.empty(), bound);
        return new Attack(
                Path.of(name),
                "Title of " + name,
                "calls",
                kind,
                EXPECTED,
                Map.of(),
                Attack.Company.ANY);
    }

    private static Result result(Attack attack, Outcome outcome, Liveness liveness) {
        return new Result(attack, outcome, liveness, Duration.ofMillis(1500));
    }
}
