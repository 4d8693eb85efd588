package gradebox.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Check one's own work. */
@Command(
        name = "selfcheck",
        description = {
            "Check your own work before you hand it in, by the checks that your course shows you.",
            "Exits with 0 if all of them pass, and with 6 if not."
        },
        footer = {
            "  gradebox selfcheck public.zip solution.py",
            "  Without Docker:  gradebox selfcheck public.zip solution.py --no-isolation"
        })
final class SelfcheckCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "BUNDLE",
            description = "What your course handed out: a zip, or the folder that it unpacks to.")
    private Path bundle = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "SUBMISSION",
            description = "What you would hand in: a file, a folder or an archive.")
    private Path submission = Path.of("");

    @Option(
            names = "--no-isolation",
            description =
                    "Run it as a plain process of yours with your own python3: for code that you"
                            + " trust, where there is no Docker.")
    private boolean noIsolation;

    @Option(names = "--engine", paramLabel = "ENGINE", description = EngineChoice.OPTION)
    private String engine = EngineChoice.AUTO;

    @Option(names = "--setup", description = EngineChoice.SETUP)
    private boolean setup;

    private final Selfchecking checking;

    SelfcheckCommand(Selfchecking checking) {
        this.checking = checking;
    }

    @Override
    public Integer call() throws Exception {
        if (noIsolation && (setup || !engine.equals(EngineChoice.AUTO))) {
            throw new UsageException(
                    "--no-isolation uses no engine; leave --engine and --setup out");
        }
        var machine = new GradeOptions.Machine(null, engine, null, setup);
        return checking.check(bundle, submission, machine, noIsolation).number();
    }
}
