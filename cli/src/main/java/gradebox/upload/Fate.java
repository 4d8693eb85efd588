package gradebox.upload;

import java.time.Instant;

/** Tell what became of one submission. */
public sealed interface Fate {

    /**
     * It is there now.
     *
     * @param id the server's, or the empty string
     * @param perhapsTwice whether an earlier try, whose answer was lost, may be there too
     */
    record Accepted(String id, boolean perhapsTwice) implements Fate {}

    /** It was there before. */
    record There(String id, Instant since) implements Fate {}

    /** It is not there. */
    record Failed(String why) implements Fate {}

    /** It was sent, and no answer came: it may be there. */
    record Unsure(String why) implements Fate {}

    /** It was not tried, as another's answer said that it would be in vain. */
    record Untried() implements Fate {}

    /** Tell whether the submission is there for certain. */
    default boolean isThere() {
        return this instanceof Accepted || this instanceof There;
    }
}
