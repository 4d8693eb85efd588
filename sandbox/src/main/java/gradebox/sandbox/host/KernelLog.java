package gradebox.sandbox.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ask the kernel's own log for whose want of memory it killed, once the counters are gone. */
public final class KernelLog {
    private static final int SECONDS = 10;

    private KernelLog() {}

    /**
     * Return what it says of a control group.
     *
     * @param group a part of its path that no other group has
     * @return nothing where this user may not read the log
     */
    public static Optional<MemoryKills> kills(String group) throws InterruptedException {
        return text().map(text -> kills(text.lines().toList(), group));
    }

    static MemoryKills kills(List<String> lines, String group) {
        var found = new ArrayList<MemoryKills>();
        for (var line : lines) {
            if (line.contains("oom-kill:") && value(line, "task_memcg").contains(group)) {
                found.add(
                        value(line, "oom_memcg").contains(group)
                                ? MemoryKills.OWN
                                : MemoryKills.MACHINE);
            }
        }
        if (found.isEmpty()) {
            return MemoryKills.NONE;
        }
        return found.contains(MemoryKills.OWN) ? MemoryKills.OWN : MemoryKills.MACHINE;
    }

    private static String value(String line, String name) {
        int at = line.indexOf("," + name + "=");
        if (at < 0) {
            return "";
        }
        var rest = line.substring(at + name.length() + 2);
        int end = rest.indexOf(',');
        return end < 0 ? rest : rest.substring(0, end);
    }

    private static Optional<String> text() throws InterruptedException {
        try {
            var process =
                    new ProcessBuilder("dmesg")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try (var out = process.getInputStream()) {
                var text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
                return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
