package gradebox.redteam.oracle;

import java.util.List;

/** Expect the run to end by itself, with every submission graded. */
final class ExitRule implements Rule {

    @Override
    public String name() {
        return "exit";
    }

    @Override
    public List<String> broken(Evidence evidence) {
        var traces = evidence.traces();
        if (traces.exitCode() == 0) {
            return List.of();
        }
        var said = traces.err().strip();
        return List.of(
                traces.exitCode() < 0
                        ? "gradebox did not end and was killed"
                        : "gradebox ended with " + traces.exitCode() + ": " + lastLine(said));
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }
}
