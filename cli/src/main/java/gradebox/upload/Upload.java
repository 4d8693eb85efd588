package gradebox.upload;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Send submissions, one after the other, each until its fate is known.
 *
 * <p>A request whose answer is lost may have been accepted, and there is no way to ask. Sent again,
 * the same files are one more attempt of the same people, the later of which counts: unless told
 * otherwise that is done, and told.
 */
public final class Upload {
    private static final String NO_ANSWER = "it was sent, and no answer came";

    /** So many in a row to whom a server gives no answer: it is away. */
    private static final int AWAY = 2;

    private final Gateway gateway;
    private final Token token;
    private final Receipts receipts;
    private final Manner manner;
    private final UploadListener listener;
    private final Clock clock;
    private String stopped = "";
    private int unanswered;

    /**
     * Say how to send.
     *
     * @param neverTwice whether nothing is sent again that may have been accepted
     */
    public record Manner(Backoff backoff, Pause pause, boolean neverTwice) {}

    public Upload(
            Gateway gateway,
            Token token,
            Receipts receipts,
            Manner manner,
            UploadListener listener,
            Clock clock) {
        this.gateway = gateway;
        this.token = token;
        this.receipts = receipts;
        this.manner = manner;
        this.listener = listener;
        this.clock = clock;
    }

    /** Send all that is not there yet. */
    public UploadSummary send(List<Parcel> parcels) throws IOException, InterruptedException {
        var fates = new ArrayList<Fate>();
        for (var parcel : parcels) {
            var fate = fate(parcel);
            listener.ended(parcel, fate);
            fates.add(fate);
        }
        return new UploadSummary(fates, stopped);
    }

    private Fate fate(Parcel parcel) throws IOException, InterruptedException {
        var before = receipts.of(parcel);
        if (before.isPresent() && before.get().accepted()) {
            return new Fate.There(before.get().id(), before.get().at());
        }
        if (!stopped.isEmpty()) {
            return new Fate.Untried();
        }
        if (before.isPresent() && manner.neverTwice()) {
            return new Fate.Unsure(NO_ANSWER);
        }
        return new Sending(parcel, before.isPresent()).send();
    }

    /** One submission's tries. */
    private final class Sending {
        private final Parcel parcel;

        /** Whether an earlier try may have been accepted. */
        private boolean unsure;

        Sending(Parcel parcel, boolean unsure) {
            this.parcel = parcel;
            this.unsure = unsure;
        }

        Fate send() throws IOException, InterruptedException {
            for (int tried = 1; ; tried++) {
                receipts.sending(parcel, clock.instant(), unsure);
                switch (gateway.submit(token, parcel)) {
                    case Answer.Accepted accepted -> {
                        return accepted(accepted.id());
                    }
                    case Answer.Refused refused -> {
                        unanswered = 0;
                        return failed(refused.why());
                    }
                    case Answer.Stopped stop -> {
                        stopped = stop.why();
                        return failed(stop.why());
                    }
                    case Answer.Later later -> {
                        unsure |= later.perhapsAccepted();
                        if (isOver(tried, later)) {
                            return givenUp(later.why());
                        }
                        waitAfter(tried, later);
                    }
                }
            }
        }

        private void waitAfter(int tried, Answer.Later later)
                throws IOException, InterruptedException {
            if (!unsure) {
                receipts.forget(parcel); // who ends us in the pause leaves nothing in doubt
            }
            var pause = manner.backoff().pause(tried, later.asked());
            listener.waits(parcel, later.why(), pause);
            manner.pause().sleep(pause);
        }

        private Fate accepted(String id) throws IOException {
            unanswered = 0;
            receipts.accepted(parcel, id, clock.instant(), unsure);
            return new Fate.Accepted(id, unsure);
        }

        private boolean isOver(int tried, Answer.Later later) {
            Duration asked = later.asked();
            if (asked != null && asked.compareTo(manner.backoff().patience()) > 0) {
                stopped = "it asks to wait for %d s".formatted(asked.toSeconds());
                return true;
            }
            return tried >= manner.backoff().tries() || (unsure && manner.neverTwice());
        }

        private Fate givenUp(String why) throws IOException {
            unanswered++;
            if (stopped.isEmpty() && unanswered >= AWAY) {
                stopped = why + ", %d times in a row".formatted(AWAY);
            }
            return failed(why);
        }

        private Fate failed(String why) throws IOException {
            if (unsure) {
                return new Fate.Unsure(why);
            }
            receipts.forget(parcel);
            return new Fate.Failed(why);
        }
    }
}
