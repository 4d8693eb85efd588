package gradebox.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import gradebox.output.SafeText;
import java.time.Instant;

/** Lay out a line of the log, so that no student's text can pass for one of ours. */
final class LogLayout extends LayoutBase<ILoggingEvent> {
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
                        .append(SafeText.line(event.getFormattedMessage()))
                        .append('\n');
        if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
            // Indented, so that a message with line breaks does not start a line.
            BugReport.trace(proxy.getThrowable())
                    .lines()
                    .forEach(line -> text.append("    ").append(SafeText.line(line)).append('\n'));
        }
        return text.toString();
    }
}
