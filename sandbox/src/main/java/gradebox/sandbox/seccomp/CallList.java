package gradebox.sandbox.seccomp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Read the list of calls that the trace and its additions allow. */
final class CallList {
    private CallList() {}

    static List<AllowedCall> read() {
        return lines("calls.tsv").stream().map(CallList::call).toList();
    }

    /** Return the names of all other calls that the kernel's headers knew when it was traced. */
    static List<String> refused() {
        return lines("refused.txt").stream().flatMap(line -> Stream.of(line.split(" "))).toList();
    }

    private static List<String> lines(String resource) {
        try (var in = CallList.class.getResourceAsStream(resource)) {
            var text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AllowedCall call(String line) {
        var parts = List.of(line.split("\t", -1));
        return new AllowedCall(
                parts.get(0), number(parts.get(1)), number(parts.get(2)), parts.get(3));
    }

    private static OptionalInt number(String text) {
        return text.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }
}
