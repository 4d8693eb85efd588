package gradebox.assignments.data;

import gradebox.sandbox.call.Npy;
import gradebox.sandbox.call.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/** Hash data, the same for the same names and values. */
final class Digests {
    private Digests() {}

    static String of(Map<String, Map<String, Value>> parts) {
        var hash = DigestUtils.getSha256Digest();
        new TreeMap<>(parts)
                .forEach(
                        (part, values) ->
                                new TreeMap<>(values)
                                        .forEach(
                                                (name, value) ->
                                                        add(hash, part + "." + name, value)));
        return HexFormat.of().formatHex(hash.digest());
    }

    private static void add(MessageDigest hash, String name, Value value) {
        hash.update((name + "\0").getBytes(StandardCharsets.UTF_8));
        hash.update(
                value instanceof Value.Array array
                        ? Npy.write(array)
                        : value.toString().getBytes(StandardCharsets.UTF_8));
    }
}
