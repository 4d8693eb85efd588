package gradebox.replay;

import gradebox.grading.Person;
import gradebox.grading.Submission;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Name what a submission is found by on Gradescope. A key is a digest, so that no file's name tells
 * of anybody; {@code replay.py} makes the same.
 */
final class Keys {
    /** An export's folder; another number stands behind it where two exports have the same. */
    private static final Pattern EXPORTED = Pattern.compile("submission_(\\d{1,18})(-\\d+)?");

    private Keys() {}

    /**
     * Return the key of Gradescope's own id. Other platforms have ids, too (Canvas those of its
     * users), which would be a stranger's there; only an export's folder bears Gradescope's.
     */
    static Optional<String> id(Submission submission) {
        Matcher folder = EXPORTED.matcher(submission.id());
        if (!folder.matches()) {
            return Optional.empty();
        }
        var number = folder.group(1);
        var told = submission.platformId();
        return told.isEmpty() || told.equals(number)
                ? Optional.of(key("id", number))
                : Optional.empty();
    }

    /** Return the key of all who handed it in, if the address of each is known. */
    static Optional<String> people(Submission submission) {
        List<String> addresses =
                submission.submitters().stream()
                        .map(Person::email)
                        .map(address -> address.strip().toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList();
        if (addresses.isEmpty() || addresses.contains("")) {
            return Optional.empty();
        }
        var hashes = addresses.stream().map(address -> key("address", address)).sorted().toList();
        return Optional.of(key("people", String.join("\n", hashes)));
    }

    private static String key(String kind, String what) {
        return DigestUtils.sha256Hex(kind + "\n" + what);
    }
}
