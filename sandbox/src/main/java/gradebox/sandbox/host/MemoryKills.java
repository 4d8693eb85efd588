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

    /** In version 1 these count how often a group was at its limit. */
    private static final List<String> LIMITS_HIT =
            List.of("memory.failcnt", "memory.memsw.failcnt");

    /**
     * Read a group's counters, in either version.
     *
     * @return nothing where it has none
     */
    public static Optional<MemoryKills> in(Path group) throws IOException {
        var events = lines(group.resolve(EVENTS));
        if (!events.isEmpty()) {
            return of(count(events, "oom_kill"), count(events, "oom").orElse(0));
        }
        long hits = 0;
        for (var file : LIMITS_HIT) {
            for (var line : lines(group.resolve(file))) {
                hits += line.matches("\\d{1,18}") ? Long.parseLong(line) : 0;
            }
        }
        return of(count(lines(group.resolve(CONTROL)), "oom_kill"), hits);
    }

    private static Optional<MemoryKills> of(OptionalLong kills, long limitHits) {
        return kills.isEmpty()
                ? Optional.empty()
                : Optional.of(kills.getAsLong() == 0 ? NONE : limitHits > 0 ? OWN : MACHINE);
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
