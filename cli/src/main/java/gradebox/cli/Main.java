package gradebox.cli;

import gradebox.doctor.ThisHost;
import gradebox.run.RootSeeds;
import gradebox.run.Timekeeper;
import gradebox.steps.CrashAt;
import gradebox.steps.Steps;
import java.nio.file.Path;
import picocli.CommandLine;

/** Start gradebox: choose every implementation, and end the JVM. */
public final class Main {

    /** What a shell says of a program that kill -9 has ended. */
    private static final int KILLED = 137;

    private Main() {}

    /** Run the command line. */
    public static void main(String[] arguments) {
        var state =
                RootSeeds.stateFolder(System.getenv(), Path.of(System.getProperty("user.home")));
        var steps = CrashAt.from(System.getenv(), () -> Runtime.getRuntime().halt(KILLED));
        var parts = new ShippedParts(home(), state, System.getenv(), steps);
        run(arguments, parts, state, Timekeeper.ofThisMachine(), steps);
    }

    /**
     * Run the command line with these parts, and end the JVM.
     *
     * @param state the staff's state folder
     * @param steps told how far a run has come
     */
    static void run(String[] arguments, Parts parts, Path state, Timekeeper time, Steps steps) {
        var interruption = new Interruption(Thread.currentThread(), Runtime.getRuntime()::halt);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::shutDown, "interruption"));
        var terminal = Terminal.ofThisProcess(System.getenv());
        var bugs = new BugReport(state.resolve("bugs"));
        var commands = new Commands(parts, terminal, state, time, steps);
        int code = new Program(terminal, commands, bugs).run(arguments);
        interruption.over();
        System.exit(code);
    }

    /** Return gradebox's own folder, which the launcher tells. */
    private static Path home() {
        return Path.of(System.getProperty("gradebox.home", "")).toAbsolutePath();
    }

    /** Makes commands when they are called, so that the others' parts are never loaded. */
    private record Commands(
            Parts parts, Terminal terminal, Path state, Timekeeper time, Steps steps)
            implements CommandLine.IFactory {
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
            if (type == GradescopeCommand.class) {
                return type.cast(new GradescopeCommand(terminal, System.in));
            }
            if (type == ExportCommand.class) {
                return type.cast(new ExportCommand(terminal));
            }
            if (type == PackageCommand.class) {
                var forStudents = new PublicPackaging(parts, terminal);
                var forGradescope = new GradescopePackaging(parts, home(), terminal);
                return type.cast(new PackageCommand(forGradescope, forStudents));
            }
            if (type == SelfcheckCommand.class) {
                return type.cast(
                        new SelfcheckCommand(
                                new Selfchecking(parts, terminal, time, LocalParts::connect)));
            }
            if (type == AutograderCommand.class) {
                return type.cast(new AutograderCommand(grading(), terminal));
            }
            if (type == PublishCommand.class) {
                return type.cast(new PublishCommand(terminal));
            }
            if (type == UploadCommand.class) {
                return type.cast(new UploadCommand(uploading()));
            }
            if (type == DoctorCommand.class) {
                var host = new ThisHost();
                return type.cast(new DoctorCommand(new Doctoring(parts, terminal, host, state)));
            }
            if (type == ShellCommand.class) {
                return type.cast(new ShellCommand(new Shelling(parts, terminal, time, System.in)));
            }
            if (type == RedteamCommand.class) {
                var corpus = home().resolve("cli").resolve("attacks");
                return type.cast(new RedteamCommand(new Redteaming(parts, terminal, corpus)));
            }
            return CommandLine.defaultFactory().create(type);
        }

        private Uploading uploading() {
            return new Uploading(
                    terminal,
                    System.getenv(),
                    state,
                    LoginPrompt.ofThisProcess(),
                    Uploading.Manner.DEFAULT);
        }

        private Grading grading() {
            return new Grading(parts, terminal, time, steps);
        }
    }
}
