package gradebox.sandbox.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Read what the driver says of errors in the kernel's log, where this user may: a hint for staff,
 * which decides nothing.
 *
 * @param dmesg prints the log
 * @param uptime the kernel's file of that name
 */
record XidLog(Tool dmesg, Path uptime) {
    private static final int MOST_WORDS = 160;
    private static final Pattern LINE =
            Pattern.compile(
                    "\\[ *([0-9]{1,12})\\.[0-9]+\\] NVRM: Xid \\((PCI:[0-9a-fA-F:.]{1,20})\\): ([0-9]{1,5})(.*)");

    /** Read this machine's. */
    static XidLog ofThisMachine() {
        return new XidLog(new Tool("dmesg", Duration.ofSeconds(5)), Path.of("/proc/uptime"));
    }

    /** Return the last error of about this time until now, if the log can be read and has one. */
    Optional<String> last(Duration time) throws InterruptedException {
        try {
            double now = Double.parseDouble(Files.readString(uptime).split(" ", -1)[0]);
            double since = now - time.toSeconds() - 2;
            return dmesg.run("--color=never").stream()
                    .map(LINE::matcher)
                    .filter(found -> found.matches() && Long.parseLong(found.group(1)) >= since)
                    .map(found -> words(found.group(2), found.group(3), found.group(4)))
                    .reduce((first, second) -> second);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String words(String bus, String number, String rest) {
        String text = "Xid %s at %s%s".formatted(number, bus, rest);
        return text.substring(0, Math.min(text.length(), MOST_WORDS));
    }
}
