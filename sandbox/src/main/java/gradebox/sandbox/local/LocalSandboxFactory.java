package gradebox.sandbox.local;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.Guarantee;
import gradebox.sandbox.Mount;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Start plain local processes behind the sandbox's contract. It isolates nothing and limits nothing
 * but time: a place for one's own code only, and none for code that cleans up as if a machine were
 * its own. A program sees {@code GRADEBOX_UNCONFINED=1}, so that ours can refuse.
 *
 * <p>There is no file system of its own: an argument or a variable that starts with a mount's
 * target, or with {@code /work}, is rewritten to where that lies on the host, and {@code python3}
 * is the Python that it was made with.
 */
public final class LocalSandboxFactory implements SandboxFactory {
    private final LocalPython python;
    private final Set<LocalSandbox> open = ConcurrentHashMap.newKeySet();

    public LocalSandboxFactory(LocalPython python) {
        this.python = python;
    }

    @Override
    public String engine() {
        return "local";
    }

    @Override
    public Set<Guarantee> guarantees() {
        return EnumSet.noneOf(Guarantee.class);
    }

    @Override
    public Sandbox open(SandboxSpec spec, List<String> argv) throws SandboxException {
        if (!spec.gpu().isNone()) {
            throw new EngineUnavailableException("a local process gets no GPU");
        }
        try {
            Path work = Scratch.folder("local");
            var sandbox = new LocalSandbox(spec, start(spec, argv, work), work, open::remove);
            open.add(sandbox);
            return sandbox;
        } catch (IOException e) {
            throw new SandboxException("cannot start " + argv.getFirst(), e);
        }
    }

    private Process start(SandboxSpec spec, List<String> argv, Path work) throws IOException {
        var command = new ArrayList<String>();
        command.add("env"); // says 127 for a program that is not there, as a container does
        for (String word : argv) {
            command.add(onHost(spec, work, word));
        }
        var builder = new ProcessBuilder(command).directory(work.toFile());
        var environment = builder.environment();
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        environment.clear();
        environment.putAll(Map.of("PATH", path, "HOME", work.toString(), "OMP_NUM_THREADS", "1"));
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("PYTHONHASHSEED", "0");
        environment.put("GRADEBOX_UNCONFINED", "1");
        spec.environment().forEach((k, v) -> environment.put(k, onHost(spec, work, v)));
        if (argv.getFirst().equals("python3")) {
            command.set(1, python.executable());
            python.packages().ifPresent(base -> environment.put("PYTHONUSERBASE", base));
            if (python.packages().isPresent() && command.size() > 2) {
                command.subList(2, 3).removeIf("-I"::equals); // would hide the user's own packages
            }
        }
        return builder.start();
    }

    private static String onHost(SandboxSpec spec, Path work, String word) {
        for (Mount mount : spec.mounts()) {
            if (isAtOrBelow(mount.target(), word)) {
                return real(mount.source()) + word.substring(mount.target().length());
            }
        }
        return isAtOrBelow("/work", word) ? work + word.substring("/work".length()) : word;
    }

    private static boolean isAtOrBelow(String folder, String word) {
        return word.equals(folder) || word.startsWith(folder + "/");
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List.copyOf(open).forEach(LocalSandbox::close);
    }
}
