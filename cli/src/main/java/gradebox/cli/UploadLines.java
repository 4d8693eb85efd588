package gradebox.cli;

import gradebox.output.SafeText;
import gradebox.upload.Fate;
import gradebox.upload.Parcel;
import gradebox.upload.Parcels;
import gradebox.upload.UploadListener;
import gradebox.upload.UploadSummary;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** Print what is to be sent, what becomes of it, and what it comes to. */
final class UploadLines implements UploadListener {
    private static final int FILES = 5;

    private final Terminal terminal;

    UploadLines(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Tell of files that are not sent. */
    void leftOut(Parcels parcels) {
        for (var parcel : parcels.ready()) {
            for (var one : parcel.leftOut()) {
                terminal.err()
                        .println(
                                SafeText.line("Note: %s: left out %s".formatted(parcel.id(), one)));
            }
        }
    }

    /** Print what would be sent. */
    void plan(Parcel parcel, boolean isThere) {
        line(
                parcel.id(),
                "%s; %s%s"
                        .formatted(
                                String.join(", ", parcel.owners()),
                                contents(parcel),
                                isThere ? "; there already" : ""));
    }

    /** Print what cannot be sent. */
    void unready(Parcels.Unready unready) {
        line(unready.id(), "cannot be sent: " + unready.why());
    }

    private static String contents(Parcel parcel) {
        int count = parcel.files().size();
        var names = parcel.files().stream().limit(FILES).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%d %s, %,d bytes%s: %s%s",
                count,
                count == 1 ? "file" : "files",
                parcel.bytes(),
                parcel.isZipped() ? ", as submission.zip" : "",
                names,
                count > FILES ? ", …" : "");
    }

    @Override
    public void ended(Parcel parcel, Fate fate) {
        switch (fate) {
            case Fate.Accepted accepted -> line(parcel.id(), accepted(accepted));
            case Fate.There there -> line(parcel.id(), "there since " + there.since());
            case Fate.Failed failed -> line(parcel.id(), "NOT there: " + failed.why());
            case Fate.Unsure unsure ->
                    line(
                            parcel.id(),
                            "MAY be there: " + unsure.why() + "; look at its owners' submissions");
            case Fate.Untried untried -> {}
        }
    }

    private static String accepted(Fate.Accepted accepted) {
        var id = accepted.id().isEmpty() ? "accepted" : "accepted as " + accepted.id();
        return accepted.perhapsTwice()
                ? id + "; an earlier try, whose answer was lost, may be there too"
                : id;
    }

    @Override
    public void waits(Parcel parcel, String why, Duration pause) {
        terminal.err()
                .println(
                        "%s: %s; again in %d s"
                                .formatted(parcel.id(), SafeText.line(why), pause.toSeconds()));
        terminal.err().flush();
    }

    /** Say what it came to. */
    void tell(UploadSummary summary, Parcels parcels) {
        var out = terminal.out();
        out.println();
        out.println(
                "%d submissions: %d accepted, %d there already, %d failed, %d unsure, %d not tried, %d that cannot be sent"
                        .formatted(
                                summary.fates().size() + parcels.unready().size(),
                                summary.count(Fate.Accepted.class),
                                summary.count(Fate.There.class),
                                summary.count(Fate.Failed.class),
                                summary.count(Fate.Unsure.class),
                                summary.count(Fate.Untried.class),
                                parcels.unready().size()));
        if (summary.perhapsTwice() > 0) {
            out.println(
                    "%d of those accepted may be there twice".formatted(summary.perhapsTwice()));
        }
        absent(parcels);
        if (!summary.stopped().isEmpty()) {
            out.println("Stopped: " + SafeText.line(summary.stopped()));
        }
        if (!summary.isComplete()) {
            out.println("The same command goes on with what is not there.");
        }
        out.flush();
    }

    /** Say what a dry run came to. */
    void tellPlan(long ready, long there, Parcels parcels) {
        var out = terminal.out();
        out.println();
        out.println(
                "%d to send, %d there already, %d that cannot be sent"
                        .formatted(ready - there, there, parcels.unready().size()));
        absent(parcels);
        out.println("Nothing was sent: --send sends.");
        out.flush();
    }

    private void absent(Parcels parcels) {
        if (!parcels.absent().isEmpty()) {
            terminal.out().println("%d handed in nothing".formatted(parcels.absent().size()));
        }
    }

    private void line(String id, String text) {
        terminal.out().println(id + "  " + SafeText.line(text));
        terminal.out().flush();
    }
}
