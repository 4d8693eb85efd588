package gradebox.cli;

import gradebox.run.RootSeeds;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;

/** Start gradebox: choose every implementation, and end the JVM. */
public final class Main {

    private Main() {}

    /** Run the command line. */
    public static void main(String[] arguments) {
        var interruption = new Interruption(Thread.currentThread(), Runtime.getRuntime()::halt);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::shutDown, "interruption"));
        var terminal = Terminal.ofThisProcess(System.getenv());
        var state =
                RootSeeds.stateFolder(System.getenv(), Path.of(System.getProperty("user.home")));
        var commands = new Commands(home(), state, terminal);
        int code =
                new Program(terminal, commands, new BugReport(state.resolve("bugs")))
                        .run(arguments);
        interruption.over();
        System.exit(code);
    }

    /** Return gradebox's own folder, which the launcher tells. */
    private static Path home() {
        return Path.of(System.getProperty("gradebox.home", "")).toAbsolutePath();
    }

    /** Makes commands when they are called, so that the others' parts are never loaded. */
    private record Commands(Path home, Path state, Terminal terminal)
            implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == GradeCommand.class) {
                return type.cast(new GradeCommand(grading()));
            }
            if (type == DemoCommand.class) {
                return type.cast(new DemoCommand(grading()));
            }
            if (type == ImageCommand.class) {
                return type.cast(new ImageCommand(parts(), terminal));
            }
            return CommandLine.defaultFactory().create(type);
        }

        private Grading grading() {
            return new Grading(parts(), terminal, Clock.systemUTC());
        }

        private Parts parts() {
            return new ShippedParts(home, state);
        }
    }
}
