package gradebox.assignments.calibrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.assignments.Assignment;
import gradebox.assignments.Assignment.DataDefinition;
import gradebox.grading.GraderDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Hash what a metric's numbers come from: how it is trained and predicted, the data, and both
 * solutions. What only says how the numbers are used (the threshold, how many runs count) may
 * change without their being measured again.
 */
public final class Fingerprint {
    private static final List<String> USES = List.of("threshold", "runs", "near_cutoff");

    private final MessageDigest sha = DigestUtils.getSha256Digest();

    private Fingerprint() {}

    /** Return the fingerprint of a model grader's metric, in hex. */
    public static String of(Assignment assignment, GraderDefinition grader) throws IOException {
        var print = new Fingerprint();
        ObjectNode settings = grader.settings().deepCopy();
        settings.remove(USES);
        print.add(settings.toString());
        print.add(assignment.submission().entry().toString());
        for (var data : assignment.data()) {
            if (data.id().equals(grader.settings().path("data").asText())) {
                print.add(data);
            }
        }
        for (var solution : new Path[] {assignment.reference(), assignment.baseline()}) {
            if (solution != null) {
                print.addTree(solution);
            }
        }
        return HexFormat.of().formatHex(print.sha.digest());
    }

    private void add(DataDefinition data) throws IOException {
        switch (data) {
            case DataDefinition.Generated generated -> add(Files.readAllBytes(generated.file()));
            case DataDefinition.Brought brought -> {
                add(brought.train() == null ? "" : brought.train().sha256());
                add(brought.inputs().sha256());
                add(brought.hidden() == null ? "" : brought.hidden().sha256());
                brought.tensors().forEach(this::add);
            }
        }
    }

    private void addTree(Path folder) throws IOException {
        List<Path> files;
        try (var found = Files.walk(folder)) {
            files =
                    found.filter(Files::isRegularFile)
                            .filter(file -> !file.toString().contains("__pycache__"))
                            .sorted()
                            .toList();
        }
        for (var file : files) {
            add(folder.relativize(file).toString());
            add(Files.readAllBytes(file));
        }
    }

    private void add(String part) {
        add(part.getBytes(StandardCharsets.UTF_8));
    }

    /** Add a part, its length first, so that no two lists of parts read the same. */
    private void add(byte[] part) {
        sha.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha.update(part);
    }
}
