package gradebox.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import gradebox.run.RunEvent;
import gradebox.run.RunListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Write down what happens in a run, and what libraries warn of, in one file. */
final class RunLog implements RunListener, AutoCloseable {
    private final Logger root;
    private final Logger own;
    private final FileAppender<ILoggingEvent> appender = new FileAppender<>();

    private RunLog(LoggerContext context) {
        this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        this.own = context.getLogger("gradebox");
        appender.setContext(context);
    }

    /** Append to a file from now on. */
    static RunLog open(Path file) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var log = new RunLog(context);
        var layout = new LogLayout();
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        log.appender.setEncoder(encoder);
        log.appender.setFile(file.toString());
        log.appender.start();
        log.root.addAppender(log.appender);
        log.root.setLevel(Level.WARN);
        log.own.setLevel(Level.INFO);
        return log;
    }

    /** Write a line. */
    void note(String line) {
        own.info(line);
    }

    @Override
    public void on(RunEvent event) {
        switch (event) {
            case RunEvent.Started started -> own.info(PlainProgress.announcement(started));
            case RunEvent.SubmissionStarted begun -> own.info("{} starts", begun.submission());
            case RunEvent.SubmissionFinished end ->
                    own.info(
                            "{} ends: {} in {}",
                            end.report().submission().id(),
                            PlainProgress.score(end.report()),
                            PlainProgress.time(end.report().time()));
            case RunEvent.SubmissionReused reused ->
                    own.info("{} is unchanged", reused.report().submission().id());
            case RunEvent.Retried retried -> own.warn(PlainProgress.retry(retried));
            case RunEvent.GraderBroke broke ->
                    own.error(
                            "{}: the grader {} broke",
                            broke.submission(),
                            broke.grader(),
                            broke.bug());
            case RunEvent.GpuLost lost -> own.warn(GpuLines.of(lost));
            case RunEvent.GpuCrowded crowded -> own.info(GpuLines.of(crowded));
            case RunEvent.GpuAwaited awaited -> own.info(GpuLines.of(awaited));
            case RunEvent.GpuWithdrawn withdrawn -> own.warn(GpuLines.of(withdrawn));
            case RunEvent.Stopping stopping -> own.warn("Stopping: {}", stopping.why());
            case RunEvent.Finished end ->
                    own.info(
                            "{} graded, {} unchanged, {} left, in {}",
                            end.graded(),
                            end.reused(),
                            end.left(),
                            PlainProgress.time(end.time()));
        }
    }

    @Override
    public void close() {
        root.setLevel(Level.OFF);
        root.detachAppender(appender);
        appender.stop();
    }
}
