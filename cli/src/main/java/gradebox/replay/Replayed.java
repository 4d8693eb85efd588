package gradebox.replay;

import java.util.Arrays;
import java.util.List;

/**
 * Hold a replay autograder.
 *
 * @param zip the file that Gradescope takes
 * @param shown how many submissions it has a result for
 * @param notes what a user should know before it is used: a sentence each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Replayed(byte[] zip, int shown, List<String> notes) {
    public Replayed {
        zip = Arrays.copyOf(zip, zip.length);
        notes = List.copyOf(notes);
    }
}
