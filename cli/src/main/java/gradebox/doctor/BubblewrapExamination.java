package gradebox.doctor;

import java.util.List;

/** Look at bubblewrap, which sandboxes without Docker are made with. */
public final class BubblewrapExamination implements Examination {
    private static final Release LEAST = Release.of("0.8.0");
    private static final String SUBJECT = "bubblewrap";

    private final Host host;
    private final boolean needed;

    public BubblewrapExamination(Host host, boolean needed) {
        this.host = host;
        this.needed = needed;
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        var said = host.run(List.of("bwrap", "--version"));
        if (said.isEmpty()) {
            return List.of(
                    needed
                            ? bad("not installed", "apt-get install bubblewrap")
                            : new Finding.Ok(SUBJECT, "not installed, and not asked for"));
        }
        boolean old = Release.in(said.get()).filter(r -> !r.isBefore(LEAST)).isEmpty();
        return List.of(
                old
                        ? bad(said.get(), "install release %s or newer".formatted("0.8.0"))
                        : new Finding.Ok(SUBJECT, said.get()));
    }

    private Finding bad(String found, String advice) {
        return needed
                ? new Finding.Fail(SUBJECT, found, advice)
                : new Finding.Warn(SUBJECT, found, advice + ", where there is no Docker engine");
    }
}
