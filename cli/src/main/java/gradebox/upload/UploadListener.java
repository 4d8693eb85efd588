package gradebox.upload;

import java.time.Duration;

/** Be told how an upload goes. */
public interface UploadListener {

    /** Hear what became of a submission. */
    void ended(Parcel parcel, Fate fate);

    /** Hear that a submission is tried again after a pause, and why. */
    void waits(Parcel parcel, String why, Duration pause);
}
