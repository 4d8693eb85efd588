package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Find out whether bubblewrap works here, with all the name spaces that sandboxes need.
 *
 * @param host what to try as
 */
record Trial(BubblewrapHost host) {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int WORDS = 1 << 14;

    /** Run a trial; throws what to do where it fails. */
    void hold() throws SandboxException, InterruptedException {
        try {
            if (host.isRoot()) {
                BubblewrapEngine.passable(host.folder());
                BubblewrapEngine.passable(host.slots());
            }
            judge(new ProcessBuilder(argv()).redirectErrorStream(true).start(), LIMIT);
        } catch (SandboxException e) {
            throw e; // which is an IOException too, and says more
        } catch (IOException e) {
            throw new EngineUnavailableException(
                    "bubblewrap cannot be run (%s): install Debian's package bubblewrap, or run gradebox demo --setup"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    List<String> argv() {
        var argv = new ArrayList<String>();
        if (host.trialUser().isPresent()) {
            argv.addAll(List.of("unshare", "--mount", "--propagation", "private", "--"));
            String id = "" + host.trialUser().getAsInt();
            argv.addAll(List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups"));
            argv.addAll(List.of("--no-new-privs", "--"));
        }
        argv.addAll(List.of("prlimit", "--core=0:0", "--", "bwrap", "--unshare-user"));
        argv.addAll(List.of("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"));
        argv.addAll(List.of("--unshare-cgroup", "--disable-userns", "--die-with-parent"));
        argv.addAll(List.of("--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"));
        argv.addAll(List.of("--mqueue", "/dev/mqueue", "--", "true"));
        return List.copyOf(argv);
    }

    /** Judge what has begun: by its exit code, within our own time, whatever it holds open. */
    static void judge(Process process, Duration limit)
            throws IOException, SandboxException, InterruptedException {
        try (var said = process.getInputStream()) {
            process.getOutputStream().close();
            boolean over = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (!over || process.exitValue() != 0) {
                int there = Math.min(said.available(), WORDS);
                var words = new String(said.readNBytes(there), StandardCharsets.UTF_8).strip();
                if (!over) {
                    words += " (no end within %d s)".formatted(limit.toSeconds());
                }
                throw new EngineUnavailableException(
                        "bubblewrap does not work here: %s%s"
                                .formatted(words.strip().replaceAll("\\s+", " "), advice(words)));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static String advice(String words) {
        if (words.contains("No such file") && words.contains("bwrap")) {
            return "; install Debian's package bubblewrap, or run gradebox demo --setup";
        }
        if (words.contains("setpriv:")) {
            return "; this container has too few user ids for a sandbox's own";
        }
        return words.contains("disable-userns")
                ? "; version 0.8 or newer is needed"
                : "; this machine or container grants no user name spaces";
    }
}
