package gradebox.cli;

/** Follow what is done to a machine before it can grade. */
interface Steps {

    /** A step starts. */
    void doing(String what);

    /** The step that was started last has ended well. */
    void done();
}
