package gradebox.sandbox.docker.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Do to a machine what its set-up needs. */
interface Machine {

    /** Tell whether this process may install packages and start services. */
    boolean isRoot();

    /** Tell whether packages come from apt here. */
    boolean isDebian();

    /** Tell whether a program can be found. */
    boolean has(String program);

    /**
     * Run a command to its end.
     *
     * @param environment what to set beside this process's own variables
     * @throws IOException if it fails, with the last that it said
     */
    void run(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException;

    /**
     * Start a command that outlives this process, in a session of its own.
     *
     * @param log where its output goes
     * @throws IOException if it cannot be started
     */
    void startInBackground(List<String> command, Path log) throws IOException, InterruptedException;

    /** Return the end of a log, in one line. */
    String lastWords(Path log);
}
