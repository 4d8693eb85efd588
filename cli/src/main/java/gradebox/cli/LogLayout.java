package gradebox.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.util.regex.Pattern;

/** Lay out a line of the log, so that no student's text can pass for one of ours. */
final class LogLayout extends LayoutBase<ILoggingEvent> {
    /** Control characters, and what reverses or hides text. */
    private static final Pattern HOSTILE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    @Override
    public String doLayout(ILoggingEvent event) {
        var text =
                new StringBuilder()
                        .append(Instant.ofEpochMilli(event.getTimeStamp()))
                        .append(' ')
                        .append(event.getLevel())
                        .append(' ')
                        .append(event.getThreadName())
                        .append(' ')
                        .append(clean(event.getFormattedMessage()))
                        .append('\n');
        if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
            // Indented, so that a message with line breaks does not start a line.
            BugReport.trace(proxy.getThrowable())
                    .lines()
                    .forEach(line -> text.append("    ").append(clean(line)).append('\n'));
        }
        return text.toString();
    }

    private static String clean(String text) {
        return HOSTILE.matcher(text.replace("\t", "    "))
                .replaceAll(hit -> "\\\\u%04x".formatted((int) hit.group().charAt(0)));
    }
}
