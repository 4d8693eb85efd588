package gradebox.assignments.data;

import gradebox.sandbox.call.Npy;
import gradebox.sandbox.call.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Hash data, the same for the same names and values. */
final class Digests {
    private Digests() {}

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(hash().digest(bytes));
    }

    static String of(Map<String, Map<String, Value>> parts) {
        var hash = hash();
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

    private static MessageDigest hash() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
