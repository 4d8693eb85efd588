package gradebox.sandbox.bubblewrap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Put in front of bubblewrap's command what must be done outside: join groups, arrange what it
 * sees, become the sandbox's user, take its limits.
 *
 * @param parent the process that it must not outlive
 * @param user who it becomes; empty where it stays who it is
 * @param files where it reads and writes on the host
 * @param doors what it writes its number to
 */
record Entry(long parent, OptionalInt user, Files files, List<Path> doors) {
    private static final String SCRIPT = script();

    /**
     * Name files of a sandbox's slot.
     *
     * @param status where bubblewrap tells what became of it
     * @param filter a system call filter, or the empty path
     * @param view a folder to arrange what it sees in
     */
    record Files(Path status, Path filter, Path view) {}

    List<String> argv(BubblewrapCommand command, List<String> program) {
        var argv = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
        if (user.isPresent()) {
            argv.addAll(List.of("unshare", "--mount", "--propagation", "private", "--"));
        }
        argv.addAll(List.of("sh", "-c", SCRIPT, "enter", "" + parent));
        argv.add(files.status().toString());
        argv.add(files.filter().toString());
        argv.add(user.isPresent() ? files.view().toString() : "");
        doors.forEach(door -> argv.add(door.toString()));
        argv.add("--");
        command.binds().forEach((name, source) -> argv.addAll(List.of(source.toString(), name)));
        argv.add("--");
        command.temporaries(user.orElse(0))
                .forEach((name, options) -> argv.addAll(List.of(name, options)));
        argv.add("--");
        argv.addAll(becomeUser());
        argv.addAll(limits(command));
        argv.addAll(command.argv(program));
        return List.copyOf(argv);
    }

    private List<String> becomeUser() {
        if (user.isEmpty()) {
            return List.of();
        }
        String id = "" + user.getAsInt();
        return List.of(
                "setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--no-new-privs", "--");
    }

    /** Processes are counted by user: that bounds a sandbox only if the user is its own. */
    private List<String> limits(BubblewrapCommand command) {
        var limits = new java.util.TreeMap<String, Long>(command.confinement().ulimits());
        if (user.isPresent()) {
            limits.put("nproc", (long) command.confinement().spec().limits().pids());
        }
        var argv = new ArrayList<>(List.of("prlimit"));
        for (Map.Entry<String, Long> limit : limits.entrySet()) {
            argv.add("--%s=%d:%d".formatted(limit.getKey(), limit.getValue(), limit.getValue()));
        }
        argv.add("--");
        return argv;
    }

    private static String script() {
        try (InputStream in = Entry.class.getResourceAsStream("enter.sh")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
