package gradebox.doctor;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Pretend to be a machine on which all is well, until a test changes something. */
public final class PretendedHost implements Host {
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> programs = new HashMap<>();
    private long room = 50_000_000_000L;

    public PretendedHost() {
        with("/proc/sys/kernel/osrelease", "6.12.0")
                .with("/proc/sys/kernel/seccomp/actions_avail", "kill_process kill_thread errno")
                .with("/proc/sys/user/max_user_namespaces", "15000")
                .with("/proc/sys/kernel/core_pattern", "core")
                .with("/proc/meminfo", "MemTotal: 9 kB\nMemAvailable:   16777216 kB\n");
    }

    public PretendedHost with(String file, String text) {
        files.put(file, text);
        return this;
    }

    public PretendedHost printing(String program, String text) {
        programs.put(program, text);
        return this;
    }

    public PretendedHost withRoom(long bytes) {
        room = bytes;
        return this;
    }

    @Override
    public Optional<String> read(String file) {
        return Optional.ofNullable(files.get(file));
    }

    @Override
    public Optional<String> run(List<String> command) {
        return Optional.ofNullable(programs.get(command.get(0)));
    }

    @Override
    public OptionalLong room(Path place) {
        return room < 0 ? OptionalLong.empty() : OptionalLong.of(room);
    }
}
