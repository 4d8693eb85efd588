package gradebox.assignments.calibrate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import gradebox.grading.InvalidAssignmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Read what {@link ReferenceFile} wrote, as far as bands are judged by it. */
final class ReferenceReader {
    private static final int MOST_BYTES = 1 << 20;

    private final Path file;

    private ReferenceReader(Path file) {
        this.file = file;
    }

    /**
     * Return what is known, by metric; empty where nothing was measured yet.
     *
     * @param folder the assignment's
     * @throws InvalidAssignmentException if the file is there and cannot be read
     */
    static Optional<Map<String, Evidence>> read(Path folder) throws InvalidAssignmentException {
        var file = folder.resolve(ReferenceFile.NAME);
        return Files.exists(file)
                ? Optional.of(new ReferenceReader(file).metrics())
                : Optional.empty();
    }

    private Map<String, Evidence> metrics() throws InvalidAssignmentException {
        var all = new LinkedHashMap<String, Evidence>();
        for (var metric : root().path("metrics").properties()) {
            all.put(metric.getKey(), evidence(metric.getKey(), metric.getValue()));
        }
        return all;
    }

    private JsonNode root() throws InvalidAssignmentException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw broken("it is larger than 1 MiB");
            }
            return new YAMLMapper().readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw broken("it is no YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw broken(String.valueOf(e.getMessage()));
        }
    }

    private Evidence evidence(String id, JsonNode metric) throws InvalidAssignmentException {
        var noise = metric.path("noise");
        if (!noise.isNumber() || !(noise.doubleValue() >= 0)) {
            throw broken(id + " has no noise");
        }
        return new Evidence(
                metric.path("fingerprint").asText(),
                noise.doubleValue(),
                runs(id + ".reference", metric.path("reference")),
                metric.has("baseline") ? runs(id + ".baseline", metric.path("baseline")) : null);
    }

    private Distribution runs(String place, JsonNode solution) throws InvalidAssignmentException {
        var runs = new ArrayList<Double>();
        for (var run : solution.path("runs")) {
            runs.add(run.isNumber() ? run.doubleValue() : Double.NaN);
        }
        try {
            return new Distribution(runs);
        } catch (IllegalArgumentException e) {
            throw broken(place + " has no runs: " + e.getMessage());
        }
    }

    private InvalidAssignmentException broken(String why) {
        return new InvalidAssignmentException(
                "%s: cannot be used: %s; write it again with `gradebox calibrate`"
                        .formatted(file, why));
    }
}
