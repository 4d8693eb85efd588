package gradebox.run;

import gradebox.grading.Submission;
import gradebox.sandbox.Image;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Hold everything beside the submission that a result depends on. Two runs of equal identity give
 * the same submission the same result.
 *
 * @param assignment the assignment's id
 * @param assignmentDigest over every file that can change a grade
 * @param image what student code runs in
 * @param engine what runs it
 * @param version gradebox's own
 * @param seeds the fingerprint of the root seed, never the seed
 * @param devices the models and drivers of the GPUs that are given out, or the empty string
 */
public record RunIdentity(
        String assignment,
        String assignmentDigest,
        Image image,
        String engine,
        String version,
        String seeds,
        String devices) {

    /** Return what a submission is graded with, its {@code key} included. */
    Map<String, String> provenance(Submission submission) {
        var parts = new TreeMap<String, String>();
        parts.put("assignment", assignment);
        parts.put("assignment digest", assignmentDigest);
        parts.put("image recipe", image.recipe().isEmpty() ? image.digest() : image.recipe());
        parts.put("engine", engine);
        parts.put("gradebox", version);
        parts.put("root seed fingerprint", seeds);
        parts.put("gpu devices", devices);
        parts.put("submission digest", digest(submission));
        parts.put("key", key(parts));
        // What follows says more of where it ran, and decides nothing: a rebuilt image of the same
        // recipe and packages has another digest.
        parts.put("image", image.name());
        parts.put("image digest", image.digest());
        return parts;
    }

    String key(Submission submission) {
        return provenance(submission).getOrDefault("key", "");
    }

    private static String digest(Submission submission) {
        return switch (submission.contents()) {
            case Submission.Contents.Files files -> files.digest();
            case Submission.Contents.Unreadable unreadable -> "unreadable";
            case Submission.Contents.Absent absent -> "absent";
        };
    }

    private static String key(Map<String, String> parts) {
        var text = new StringBuilder();
        // Lengths keep the parts apart, whatever they contain.
        parts.forEach(
                (name, value) ->
                        text.append(name)
                                .append(' ')
                                .append(value.length())
                                .append(' ')
                                .append(value));
        return DigestUtils.sha256Hex(text.toString());
    }
}
