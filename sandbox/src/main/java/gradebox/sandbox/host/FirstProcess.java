package gradebox.sandbox.host;

import gradebox.sandbox.Deadline;

/** Wait for the process whose end is that of all others in its process name space. */
public final class FirstProcess {
    private FirstProcess() {}

    /** Return whether a process has ended by the deadline; nobody need have buried it. */
    public static boolean awaitEnd(long pid, Deadline deadline) throws InterruptedException {
        while (ProcessTree.runs(pid)) {
            if (deadline.passed()) {
                return false;
            }
            Thread.sleep(1);
        }
        return true;
    }
}
