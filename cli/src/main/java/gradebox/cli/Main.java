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
        var state =
                RootSeeds.stateFolder(System.getenv(), Path.of(System.getProperty("user.home")));
        run(arguments, new ShippedParts(home(), state, System.getenv()), state);
    }

    /**
     * Run the command line with these parts, and end the JVM.
     *
     * @param state the staff's state folder
     */
    static void run(String[] arguments, Parts parts, Path state) {
        var interruption = new Interruption(Thread.currentThread(), Runtime.getRuntime()::halt);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::shutDown, "interruption"));
        var terminal = Terminal.ofThisProcess(System.getenv());
        var bugs = new BugReport(state.resolve("bugs"));
        int code = new Program(terminal, new Commands(parts, terminal), bugs).run(arguments);
        interruption.over();
        System.exit(code);
    }

    /** Return gradebox's own folder, which the launcher tells. */
    private static Path home() {
        return Path.of(System.getProperty("gradebox.home", "")).toAbsolutePath();
    }

    /** Makes commands when they are called, so that the others' parts are never loaded. */
    private record Commands(Parts parts, Terminal terminal) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == GradeCommand.class) {
                return type.cast(new GradeCommand(grading()));
            }
            if (type == DemoCommand.class) {
                return type.cast(new DemoCommand(grading()));
            }
            if (type == ListCommand.class) {
                return type.cast(new ListCommand(parts.catalogue(), parts::loader));
            }
            if (type == ValidateCommand.class) {
                return type.cast(
                        new ValidateCommand(parts.catalogue(), parts::loader, parts::graders));
            }
            if (type == CalibrateCommand.class) {
                return type.cast(new CalibrateCommand(new Calibrating(parts, terminal)));
            }
            if (type == ImageCommand.class) {
                return type.cast(new ImageCommand(parts, terminal));
            }
            if (type == RedteamCommand.class) {
                var corpus = home().resolve("cli").resolve("attacks");
                return type.cast(new RedteamCommand(new Redteaming(parts, terminal, corpus)));
            }
            return CommandLine.defaultFactory().create(type);
        }

        private Grading grading() {
            return new Grading(parts, terminal, Clock.systemUTC());
        }
    }
}
