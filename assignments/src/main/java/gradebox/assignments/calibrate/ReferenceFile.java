package gradebox.assignments.calibrate;

import gradebox.assignments.AssignmentLoader;
import gradebox.assignments.calibrate.Calibration.Metric;
import gradebox.assignments.calibrate.Calibration.Solution;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;

/**
 * Write {@code reference.yaml}, for people and for {@link ReferenceReader}: the same calibration
 * gives the same bytes.
 */
public final class ReferenceFile {
    /** What the file beside {@code assignment.yaml} is called. */
    public static final String NAME = AssignmentLoader.MEASURED_NAME;

    private static final String HEAD =
            """
            # What the reference solution and the naive baseline score: the numbers behind the thresholds of assignment.yaml.
            # Written by `gradebox calibrate`; run it again when the solutions, the data or the training change.
            """;

    private static final MathContext DIGITS = new MathContext(6);
    private static final int WIDTH = 150;

    private ReferenceFile() {}

    /** Put the file into an assignment's folder, whole or not at all. */
    public static Path write(Path folder, Calibration calibration) throws IOException {
        var file = folder.resolve(NAME);
        var draft = folder.resolve("." + NAME + "." + ProcessHandle.current().pid());
        try {
            Files.writeString(draft, text(calibration));
            return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    static String text(Calibration calibration) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.AUTO);
        options.setWidth(WIDTH);
        return HEAD + new Yaml(options).dump(root(calibration));
    }

    private static Map<String, Object> root(Calibration calibration) {
        var conditions = calibration.conditions();
        var root = new LinkedHashMap<String, Object>();
        root.put("seeds", conditions.seeds());
        root.put("sd", "of the sample (n - 1)");
        root.put("seconds", "of the wall clock, from the opening of a sandbox to the score");
        var image = new LinkedHashMap<String, Object>();
        image.put("name", conditions.image().name());
        image.put("recipe", conditions.image().recipe());
        image.put("digest", conditions.image().digest());
        image.put("packages", conditions.packages());
        root.put("image", image);
        root.put("hardware", hardware(conditions.hardware()));
        var metrics = new LinkedHashMap<String, Object>();
        calibration.metrics().forEach((id, metric) -> metrics.put(id, metric(metric)));
        root.put("metrics", metrics);
        return root;
    }

    private static Map<String, Object> hardware(Calibration.Hardware hardware) {
        var node = new LinkedHashMap<String, Object>();
        node.put("processor", hardware.processor());
        node.put("cpus", number(hardware.cpus()));
        node.put("gpus", hardware.gpus().isEmpty() ? "none" : hardware.gpus());
        node.put("system", hardware.system());
        node.put("at_once", hardware.atOnce());
        return node;
    }

    private static Map<String, Object> metric(Metric metric) {
        var node = new LinkedHashMap<String, Object>();
        node.put("fingerprint", metric.fingerprint());
        node.put("held_out", metric.heldOut());
        node.put("noise", number(metric.noise()));
        var seeds = new LinkedHashMap<String, Object>();
        if (!metric.dataSeeds().isEmpty()) {
            seeds.put("data", metric.dataSeeds());
        }
        seeds.put("training", metric.trainingSeeds());
        node.put("seeds", seeds);
        node.put("reference", solution(metric.reference()));
        if (metric.baseline() != null) {
            node.put("baseline", solution(metric.baseline()));
        }
        return node;
    }

    private static Map<String, Object> solution(Solution solution) {
        var scores = solution.scores();
        var node = new LinkedHashMap<String, Object>();
        node.put("mean", number(scores.mean()));
        node.put("sd", number(scores.sd()));
        node.put("min", number(scores.min()));
        node.put("max", number(scores.max()));
        var quantiles = new LinkedHashMap<Double, Object>();
        for (double share : new double[] {0.1, 0.5, 0.9}) {
            quantiles.put(share, number(scores.quantile(share)));
        }
        node.put("quantiles", quantiles);
        node.put("runs", numbers(scores.runs()));
        var seconds = new LinkedHashMap<String, Object>();
        seconds.put("mean", seconds(solution.seconds().mean()));
        seconds.put("max", seconds(solution.seconds().max()));
        node.put("seconds", seconds);
        return node;
    }

    private static List<Double> numbers(List<Double> values) {
        return values.stream().map(ReferenceFile::number).toList();
    }

    private static double number(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }

    private static double seconds(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, java.math.RoundingMode.HALF_EVEN)
                .doubleValue();
    }
}
