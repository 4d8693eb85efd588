package gradebox.redteam;

import gradebox.redteam.oracle.Breach;
import java.time.Duration;
import java.util.List;

/**
 * Say how one attack ended.
 *
 * @param time from its start to the oracle's word
 */
public record Result(Attack attack, Outcome outcome, Liveness liveness, Duration time) {

    /** Tell whether the wall held, and the attack was shown to be a real one where it has to be. */
    public boolean isWell() {
        return !(outcome instanceof Outcome.Broken) && !(liveness instanceof Liveness.Lost);
    }

    /** Say whether the wall held. */
    public sealed interface Outcome {

        /** It did, as far as it is promised for this attack. */
        record Held(Attack.Promise promise) implements Outcome {}

        /** The attack has no meaning on this engine. */
        record NotApplicable(String because) implements Outcome {}

        /** It did not. */
        record Broken(List<Breach> breaches) implements Outcome {
            public Broken {
                breaches = List.copyOf(breaches);
            }
        }
    }

    /** Say whether the attack wins where nothing stops it. */
    public sealed interface Liveness {

        /** It is not one that is tried there. */
        record NotAsked() implements Liveness {}

        /** It won against the grader that is open to it. */
        record Won(String how) implements Liveness {}

        /** It did not win even there: it proves nothing. */
        record Lost(String how) implements Liveness {}
    }
}
