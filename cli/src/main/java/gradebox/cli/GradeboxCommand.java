package gradebox.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Hold what all commands share. */
@Command(
        name = "gradebox",
        description = "Grade the programming homework of deep-learning courses.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisHeading = "@|bold Usage:|@ ",
        descriptionHeading = "%n",
        parameterListHeading = "%n@|bold Arguments|@%n",
        optionListHeading = "%n@|bold Options|@%n",
        commandListHeading = "%n@|bold Commands|@%n",
        exitCodeListHeading = "%n@|bold Exit codes|@%n",
        exitCodeList = {
            "0:graded",
            "1:a bug in gradebox",
            "2:wrong usage",
            "3:some submission has no score, or is not uploaded",
            "4:the assignment, or a result that is checked, is invalid",
            "5:no engine, image, sound sandbox or room on the disk",
            "6:--fail-under is not met, or a check of selfcheck did not pass",
            "7:an attack of redteam got through",
            "130:interrupted"
        },
        subcommands = {
            GradeCommand.class,
            DemoCommand.class,
            ListCommand.class,
            ValidateCommand.class,
            CalibrateCommand.class,
            ShellCommand.class,
            ExportCommand.class,
            PackageCommand.class,
            SelfcheckCommand.class,
            PublishCommand.class,
            GradescopeCommand.class,
            UploadCommand.class,
            ImageCommand.class,
            DoctorCommand.class,
            RedteamCommand.class,
            AutograderCommand.class,
            RehearseCommand.class
        },
        footerHeading = "%n@|bold Examples|@%n",
        footer = {
            "  gradebox demo --setup",
            "  gradebox grade mit-67960/hw1-backprop submissions.zip -o out"
        })
final class GradeboxCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Print where in gradebox an error comes from.")
    private boolean stacktrace;

    boolean stacktrace() {
        return stacktrace;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do, for example: gradebox demo --setup");
    }
}
