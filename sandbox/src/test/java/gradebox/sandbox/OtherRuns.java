package gradebox.sandbox;

/** Name runs of processes that are not this one. */
public final class OtherRuns {
    /** A number that no process has. */
    private static final long NOBODY = 4_194_305;

    private static final ProcessMark SELF = ProcessMark.ofThisProcess();

    private OtherRuns() {}

    /** A process that is gone. */
    public static RunIdentity gone(String run) {
        return new RunIdentity(run, new ProcessMark(NOBODY, "1", SELF.place()));
    }

    /** A process that had this one's number, and is gone. */
    public static RunIdentity before(String run) {
        return new RunIdentity(run, new ProcessMark(SELF.pid(), "then", SELF.place()));
    }

    /** A process of this number on an earlier start of the machine. */
    public static RunIdentity ofAnEarlierBoot(String run) {
        var here = SELF.place();
        var place = new ProcessPlace(here.machine(), "past", here.space(), here.user());
        return new RunIdentity(run, new ProcessMark(SELF.pid(), SELF.started(), place));
    }

    /** A process in another name space. */
    public static RunIdentity elsewhere(String run) {
        var here = SELF.place();
        var place = new ProcessPlace(here.machine(), here.boot(), "pid:[1]", here.user());
        return new RunIdentity(run, new ProcessMark(NOBODY, "1", place));
    }

    /** A process on another machine that has the same folders. */
    public static RunIdentity onAnotherMachine(String run) {
        var here = SELF.place();
        var place = new ProcessPlace("other@node2", "other", here.space(), here.user());
        return new RunIdentity(run, new ProcessMark(NOBODY, "1", place));
    }
}
