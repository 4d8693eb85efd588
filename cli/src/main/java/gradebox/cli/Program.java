package gradebox.cli;

import gradebox.output.SafeText;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Run one command line, and turn whatever it ends with into an exit code and a message. */
final class Program {
    private final Terminal terminal;
    private final CommandLine.IFactory commands;
    private final BugReport bugs;

    Program(Terminal terminal, CommandLine.IFactory commands, BugReport bugs) {
        this.terminal = terminal;
        this.commands = commands;
        this.bugs = bugs;
    }

    int run(String... arguments) {
        var root = new GradeboxCommand();
        var line =
                new CommandLine(root, commands)
                        .setOut(terminal.out())
                        .setErr(terminal.err())
                        .setUsageHelpAutoWidth(false)
                        .setUsageHelpWidth(Math.clamp(terminal.look().width(), 80, 100))
                        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi()))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setParameterExceptionHandler(this::misused)
                        .setExecutionExceptionHandler(
                                (cause, command, parsed) -> failed(cause, root.stacktrace()));
        try {
            return line.execute(arguments);
        } catch (Error bug) {
            // picocli hands exceptions to its handlers; errors come through here.
            return failed(bug, root.stacktrace());
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    private Ansi ansi() {
        return terminal.look().colour() ? Ansi.ON : Ansi.OFF;
    }

    private int misused(ParameterException cause, String[] arguments) {
        say(String.valueOf(cause.getMessage()));
        var command = cause.getCommandLine();
        if (!UnmatchedArgumentException.printSuggestions(cause, terminal.err())) {
            var name = command.getCommandSpec().qualifiedName();
            terminal.err().println("Try: " + name + " --help");
        }
        return ExitCode.USAGE.number();
    }

    private int failed(Throwable cause, boolean stacktrace) {
        var failure = Failure.of(cause);
        failure.lines().forEach(this::say);
        if (failure.code() == ExitCode.BUG) {
            sayBug(cause);
        }
        if (stacktrace) {
            terminal.err().print(BugReport.trace(cause));
        }
        return failure.code().number();
    }

    private void sayBug(Throwable bug) {
        say("this is a bug in gradebox: " + bug);
        var file = bugs.write(bug);
        if (file.isPresent()) {
            say("its stack trace is in " + file.get() + "; please report it with that file");
        } else {
            terminal.err().print(BugReport.trace(bug));
        }
    }

    private void say(String message) {
        for (var line : List.of(message.split("\n", -1))) {
            terminal.err().println("gradebox: " + SafeText.line(line));
        }
    }
}
