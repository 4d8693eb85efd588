package gradebox.sandbox.host;

import java.util.List;
import java.util.OptionalLong;

/** Read how often the kernel killed in a control group for want of memory. */
public final class OomKills {
    private OomKills() {}

    /** Find the count in the lines of {@code memory.events}, or of {@code memory.oom_control}. */
    public static OptionalLong in(List<String> lines) {
        return lines.stream()
                .filter(line -> line.matches("oom_kill \\d{1,18}"))
                .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length())))
                .findFirst();
    }
}
