package gradebox.redteam;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Say how gradebox is started as a process of its own: with the Java, the options and the class
 * path of this one.
 *
 * @param words all that comes before gradebox's own arguments
 */
public record Program(List<String> words) {
    /** What belongs to this process alone: debuggers, agents, its terminal, its folders. */
    private static final List<String> OWN =
            List.of(
                    "-agentlib:",
                    "-javaagent:",
                    "-Xlog",
                    "-Djava.io.tmpdir=",
                    "-Dgradebox.terminal.",
                    "-Dgradebox.columns=",
                    "-Dstdout.encoding=",
                    "-Dstderr.encoding=");

    public Program {
        words = List.copyOf(words);
    }

    /**
     * Describe the running one.
     *
     * @param main its main class
     */
    public static Program ofThisProcess(String main) {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> OWN.stream().noneMatch(option::startsWith))
                .forEach(words::add);
        // errors of the JVM alone, as the launcher has it
        words.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-XX:-UsePerfData"));
        words.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        words.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), main));
        return new Program(words);
    }

    /** Return this with one more system property. */
    Program with(String property, Path value) {
        var more = new ArrayList<>(words);
        more.add(1, "-D" + property + "=" + value);
        return new Program(more);
    }

    private static String absolute(String classPath) {
        var entries = new ArrayList<String>();
        for (var entry : classPath.split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
