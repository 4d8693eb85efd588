package gradebox.run;

/** Follow a run. Called from many threads, but never by two at a time. */
@FunctionalInterface
public interface RunListener {

    /** Take note of an event; quickly, since workers wait. */
    void on(RunEvent event);

    /** Tell both. */
    default RunListener and(RunListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }
}
