package gradebox.sandbox.host;

import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Say whose want of memory the kernel has killed for in a control group. */
public enum MemoryKills {
    /** It has killed nobody. */
    NONE,
    /** The group reached its own limit. */
    OWN,
    /** The group was within its limit: the machine, or a group around it, had no more. */
    MACHINE;

    private static final String EVENTS = "memory.events";
    private static final String CONTROL = "memory.oom_control";

    /** The kernel charges a huge page at a time, and some small ones ahead. */
    private static final long CLOSE = 4L << 20;

    /**
     * Read a group's counters, in either version.
     *
     * @return nothing where it has none
     */
    public static Optional<MemoryKills> in(Path group) throws IOException {
        var events = lines(group.resolve(EVENTS));
        return events.isEmpty()
                ? of(count(lines(group.resolve(CONTROL)), "oom_kill"), wasAtLimit(group))
                : of(count(events, "oom_kill"), count(events, "oom").orElse(0) > 0);
    }

    private static Optional<MemoryKills> of(OptionalLong kills, boolean atLimit) {
        return kills.isEmpty()
                ? Optional.empty()
                : Optional.of(kills.getAsLong() == 0 ? NONE : atLimit ? OWN : MACHINE);
    }

    /** In version 1: by the most that it ever had, as not every kernel counts its failures. */
    private static boolean wasAtLimit(Path group) throws IOException {
        for (var kind : List.of("memory", "memory.memsw")) {
            long most = number(group.resolve(kind + ".max_usage_in_bytes")).orElse(0);
            var limit = number(group.resolve(kind + ".limit_in_bytes"));
            if (number(group.resolve(kind + ".failcnt")).orElse(0) > 0
                    || (limit.isPresent() && most >= limit.getAsLong() - CLOSE)) {
                return true;
            }
        }
        return false;
    }

    private static OptionalLong number(Path file) throws IOException {
        return lines(file).stream()
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static OptionalLong count(List<String> lines, String word) {
        return lines.stream()
                .filter(line -> line.matches(word + " \\d{1,18}"))
                .mapToLong(line -> Long.parseLong(line.substring(word.length() + 1)))
                .findFirst();
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * Return whether a sandbox had too little memory by its own doing.
     *
     * @throws SandboxException if the machine had too little: that is nobody's work's fault
     */
    public boolean isOwn() throws SandboxException {
        if (this == MACHINE) {
            throw new SandboxException(
                    "the machine ran short of memory, and the kernel killed in a sandbox that was within its limit: grade fewer at a time (-j), or make room");
        }
        return this == OWN;
    }
}
