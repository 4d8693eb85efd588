package gradebox.export;

import java.util.Arrays;
import java.util.List;

/**
 * Hold what an export came to.
 *
 * @param csv the file's bytes, in UTF-8
 * @param rows how many people have a grade in it
 * @param notes what a user should know before it is used: a sentence each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Exported(byte[] csv, int rows, List<String> notes) {
    public Exported {
        csv = Arrays.copyOf(csv, csv.length);
        notes = List.copyOf(notes);
    }
}
