package gradebox.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measure what an assignment's thresholds stand on. */
@Command(
        name = "calibrate",
        description = {
            "Measure what the reference solution and the naive baseline score, over many seeds,",
            "write reference.yaml beside the assignment, and say what bands follow from it."
        },
        footer = {"  gradebox calibrate my-course/hw1 --seeds 20"})
final class CalibrateCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "ASSIGNMENT",
            description = "A folder with an assignment.yaml, or the id of one that ships.")
    private String assignment = "";

    @Option(
            names = "--seeds",
            paramLabel = "K",
            defaultValue = "20",
            description = "How many seeds: ${DEFAULT-VALUE} unless said, 2 at least.")
    private int seeds;

    @ArgGroup(validate = false, heading = "%n@|bold Where it runs|@%n")
    private GradeCommand.Place place = new GradeCommand.Place();

    private final Calibrating calibrating;

    CalibrateCommand(Calibrating calibrating) {
        this.calibrating = calibrating;
    }

    @Override
    public Integer call() throws Exception {
        return calibrating.calibrate(assignment, seeds, place.machine()).number();
    }
}
