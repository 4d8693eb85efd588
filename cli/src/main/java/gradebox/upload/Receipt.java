package gradebox.upload;

import java.time.Instant;
import java.util.List;

/**
 * Remember what became of a submission that was sent.
 *
 * @param submission its id here
 * @param owners whose it is
 * @param digest of what was sent
 * @param accepted whether the server said so; if not, its answer was never heard
 * @param id the server's, or the empty string
 * @param at when it was accepted, or sent
 * @param perhapsTwice whether it was sent again after an answer that was lost
 */
record Receipt(
        String submission,
        List<String> owners,
        String digest,
        boolean accepted,
        String id,
        Instant at,
        boolean perhapsTwice) {
    Receipt {
        owners = List.copyOf(owners);
    }

    /** Tell whether this is of the same people's same files, whatever they are called here. */
    boolean isOf(Parcel parcel) {
        return owners.equals(parcel.owners()) && digest.equals(parcel.digest());
    }
}
