package gradebox.upload;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tell what a server, or the way to it, made of one submission. */
sealed interface Answer {

    /**
     * It is there.
     *
     * @param id the server's, or the empty string where it tells none
     */
    record Accepted(String id) implements Answer {}

    /** It is refused, and would be again. */
    record Refused(String why) implements Answer {}

    /** It is refused, and so would every other be. */
    record Stopped(String why) implements Answer {}

    /**
     * It may work later.
     *
     * @param asked how long the server asks us to wait, or null
     * @param perhapsAccepted whether the server may have taken it all the same
     */
    record Later(String why, @Nullable Duration asked, boolean perhapsAccepted) implements Answer {}
}
