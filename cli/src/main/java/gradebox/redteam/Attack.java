package gradebox.redteam;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Describe one attack as its {@code expect.yaml} does.
 *
 * @param folder where it lies; its name starts with the attack's number
 * @param title short, for the table
 * @param target the name of the assignment that is attacked
 * @param kind what part it attacks and what can be promised of it
 * @param expected what is expected on every engine that is not named in {@code engines}
 * @param engines what is expected where that differs
 * @param company what may be graded at the same time
 */
public record Attack(
        Path folder,
        String title,
        String target,
        Kind kind,
        Expected expected,
        Map<String, OnEngine> engines,
        Company company) {

    public Attack {
        engines = Map.copyOf(engines);
    }

    /** Return the folder's name: {@code 56-patched-allclose}. */
    public String name() {
        return String.valueOf(folder.getFileName());
    }

    /** Return its number in the list of attacks. */
    public int number() {
        return Integer.parseInt(name().replaceFirst("^(\\d+).*", "$1"));
    }

    /** Tell whether nothing else may run beside it. */
    boolean alone() {
        return company == Company.ALONE;
    }

    /** Tell whether others can be graded in the same run. */
    boolean sharesRun() {
        return company == Company.ANY;
    }

    /** Return what is expected on an engine. */
    OnEngine on(String engine) {
        return engines.getOrDefault(engine, new OnEngine.Runs(expected));
    }

    /**
     * Say what an attack is.
     *
     * @param live where it has to win, so that it is known to be a real one
     * @param bound what it can still do, in words, where it cannot be stopped; else empty
     */
    public record Kind(Stage stage, Promise promise, Optional<Live> live, String bound) {}

    /** Say what may be graded at the same time. */
    public enum Company {
        /** Others, in the same run: it hands in one folder or file, under any name. */
        ANY,
        /** Others, in other runs: it makes a class of its own. */
        APART,
        /** Nothing on this machine. */
        ALONE
    }

    /** Name the part of grading that is attacked. */
    public enum Stage {
        INTAKE,
        EXECUTION,
        SCORE,
        OUTPUT;

        /** Return the word that people and files use. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Say what is promised: few attacks can only be bounded, or shown to a person. */
    public enum Promise {
        STOPPED,
        BOUNDED,
        FLAGGED
    }

    /**
     * Name a grader that is built to be open to an attack, and what the attack has to get there.
     */
    public enum Live {
        /** Imports the submission and the tests into one process; all points have to be got. */
        CONTROL("control.py", "full"),
        /** Calls it over a pipe, and believes what comes back; all points have to be got. */
        WEAK_PROTOCOL("weak_protocol.py", "full"),
        /** The same, where the honest submission that is graded next has to go without a score. */
        WEAK_QUEUE("weak_protocol.py", "denied"),
        /** Unpickles and evaluates what it reads; it has to run a program, or give all points. */
        NAIVE_READER("naive_reader.py", "full");

        private final String program;
        private final String prize;

        Live(String program, String prize) {
            this.program = program;
            this.prize = prize;
        }

        String program() {
            return program;
        }

        /** Return the word with which that grader says that the attack has won. */
        String prize() {
            return prize;
        }
    }

    /**
     * Say what is expected.
     *
     * @param statuses words of {@code class.json} that will do
     * @param most the score that it may not exceed; empty for the target's honest wrong solution's
     * @param says what must be found in what is written of it
     * @param keepsOut what must not be found anywhere
     * @param wall how long it may take; empty for the target's own limit and 5 s
     */
    public record Expected(
            Set<String> statuses,
            Optional<BigDecimal> most,
            List<Pattern> says,
            List<Pattern> keepsOut,
            Optional<Duration> wall) {
        public Expected {
            statuses = Set.copyOf(statuses);
            says = List.copyOf(says);
            keepsOut = List.copyOf(keepsOut);
        }
    }

    /** Say what happens on one engine. */
    public sealed interface OnEngine {

        /** It runs there. */
        record Runs(Expected expected) implements OnEngine {}

        /** It has no meaning there. */
        record NotApplicable(String because) implements OnEngine {}
    }
}
