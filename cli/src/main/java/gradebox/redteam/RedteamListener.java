package gradebox.redteam;

/** Hear how a run of the corpus goes on; called by one thread at a time. */
public interface RedteamListener {

    /** Say that an honest wrong solution of each target is graded first. */
    void measuring(int targets);

    /** Say that the attacks begin. */
    void beginning(int attacks, int workers);

    /** Say how one ended. */
    void ended(Result result);
}
