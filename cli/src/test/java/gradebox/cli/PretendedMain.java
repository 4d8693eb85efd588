package gradebox.cli;

import gradebox.run.Timekeeper;
import gradebox.steps.Steps;
import java.nio.file.Path;

/** Starts gradebox as {@link Main} does, but with parts that need no engine. */
public final class PretendedMain {

    private PretendedMain() {}

    public static void main(String[] arguments) {
        Main.run(
                arguments,
                new PretendedParts(),
                Path.of(System.getProperty("test.state")),
                Timekeeper.ofThisMachine(),
                Steps.UNMARKED);
    }
}
