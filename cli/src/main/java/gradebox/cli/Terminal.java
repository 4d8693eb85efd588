package gradebox.cli;

import gradebox.output.Style;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Hold where results and messages are printed, and what can be shown there.
 *
 * @param out takes results
 * @param err takes progress and messages
 * @param live whether a person watches {@code err}, so that a line may be drawn over
 * @param look what {@code out} can show
 */
record Terminal(PrintWriter out, PrintWriter err, boolean live, Look look) {

    private static final int WIDTH_OF_A_FILE = 120;

    /**
     * Say what a terminal can show.
     *
     * @param width in columns
     * @param colour whether escape sequences are wanted
     * @param unicode whether more than ASCII can be shown
     */
    record Look(int width, boolean colour, boolean unicode) {
        /** Return this for tables, which need some width. */
        Style style() {
            return new Style(width, colour, unicode);
        }
    }

    /**
     * Look at this process's own streams.
     *
     * @param environment whose {@code NO_COLOR} and {@code TERM} count
     */
    static Terminal ofThisProcess(Map<String, String> environment) {
        boolean plain =
                !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || environment.getOrDefault("TERM", "dumb").equals("dumb");
        var charset = charset("stdout.encoding");
        return new Terminal(
                writer(FileDescriptor.out, charset),
                writer(FileDescriptor.err, charset("stderr.encoding")),
                isTerminal("stderr") && !plain,
                new Look(
                        Integer.getInteger("gradebox.columns", WIDTH_OF_A_FILE),
                        isTerminal("stdout") && !plain,
                        charset.equals(StandardCharsets.UTF_8)));
    }

    /** Tell whether a person types at this process, and sees what it prints. */
    static boolean isInteractive() {
        return isTerminal("stdin") && isTerminal("stdout");
    }

    /** The launcher knows this; a JVM older than 22 cannot tell. */
    private static boolean isTerminal(String stream) {
        return Boolean.getBoolean("gradebox.terminal." + stream);
    }

    private static Charset charset(String property) {
        var name = System.getProperty(property, System.getProperty("native.encoding", "UTF-8"));
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    private static PrintWriter writer(FileDescriptor descriptor, Charset charset) {
        return new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(descriptor), charset), true);
    }
}
