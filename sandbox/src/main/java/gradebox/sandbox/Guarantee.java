package gradebox.sandbox;

/**
 * Name what a sandbox may promise beyond running a program: not every engine can keep all of it.
 */
public enum Guarantee {
    NO_NETWORK("no network but its own loopback device"),
    OWN_PROCESSES("sees and signals its own processes only"),
    PROCESS_ONE("our parent of student code is process 1, which nothing in there can signal"),
    READ_ONLY_ROOT("a root file system of its own, which nobody can write to"),
    NOTHING_OF_THE_HOST("sees no file of the host but those it was given"),
    GIVEN_FILES_ONLY("opens no file of the host but those it was given and the system's own"),
    OWN_USER("a user id that no other sandbox has, so that no share is used up by a neighbour"),
    NO_PRIVILEGES("no capability, and no way to one"),
    SYSTEM_CALL_FILTER("system calls outside our list are refused"),
    TREE_MEMORY("the kernel bounds memory of all processes together, files in memory included"),
    OUT_OF_MEMORY_VERDICT("want of memory is told apart from any other end"),
    PROCESS_COUNT("processes and threads are bounded"),
    CPU_SHARE("CPU time is bounded to a share"),
    DISK_SIZE("what can be written is bounded in bytes"),
    INODE_COUNT("what can be written is bounded in files"),
    TMP_NOT_EXECUTABLE("no program runs from /tmp");

    private final String line;

    Guarantee(String line) {
        this.line = line;
    }

    /** Return what is promised, in one line. */
    public String line() {
        return line;
    }
}
