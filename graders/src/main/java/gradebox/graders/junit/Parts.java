package gradebox.graders.junit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hold the values of a tuple by the names that the suite gives them. */
public final class Parts {
    private final Map<String, Reply> parts = new LinkedHashMap<>();

    Parts(List<String> names, List<Reply> values) {
        for (int i = 0; i < names.size(); i++) {
            if (parts.put(names.get(i), values.get(i)) != null) {
                throw new IllegalArgumentException("two parts are called " + names.get(i));
            }
        }
    }

    /** Return one part. */
    public Reply get(String name) {
        var part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException(
                    "no part is called "
                            + name
                            + "; there are "
                            + String.join(", ", parts.keySet()));
        }
        return part;
    }
}
