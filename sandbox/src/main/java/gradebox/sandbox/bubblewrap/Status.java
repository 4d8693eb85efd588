package gradebox.sandbox.bubblewrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Read what bubblewrap told of a sandbox: the host's number of its first process, and, only if the
 * program was begun, its exit code. No process inside has that file open.
 */
record Status(OptionalLong first, OptionalInt exitCode) {
    private static final Pattern FIRST = Pattern.compile("\"child-pid\": (\\d{1,10})\\b");
    private static final Pattern CODE = Pattern.compile("\"exit-code\": (\\d{1,3})\\b");

    static Status read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            return parse("");
        }
    }

    static Status parse(String text) {
        var first = FIRST.matcher(text);
        var code = CODE.matcher(text);
        return new Status(
                first.find()
                        ? OptionalLong.of(Long.parseLong(first.group(1)))
                        : OptionalLong.empty(),
                code.find()
                        ? OptionalInt.of(Integer.parseInt(code.group(1)))
                        : OptionalInt.empty());
    }
}
