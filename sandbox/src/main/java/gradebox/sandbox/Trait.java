package gradebox.sandbox;

import java.util.Optional;
import java.util.stream.Stream;

/** Name what is looked at in a live sandbox before anything is graded. */
public enum Trait {
    CAPABILITIES("capabilities"),
    NO_NEW_PRIVILEGES("no new privileges"),
    SYSTEM_CALLS("system calls"),
    USER("user"),
    WRITABLE("writable"),
    ROOT("root"),
    INTERFACES("interfaces"),
    ENVIRONMENT("environment"),
    DEVICES("devices"),
    GPUS("gpus"),
    PROCESSES("processes");

    private final String word;

    Trait(String word) {
        this.word = word;
    }

    /** Return what records, messages and the probe call it. */
    public String word() {
        return word;
    }

    static Optional<Trait> of(String word) {
        return Stream.of(values()).filter(trait -> trait.word.equals(word)).findFirst();
    }
}
