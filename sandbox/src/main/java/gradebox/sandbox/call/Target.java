package gradebox.sandbox.call;

import java.util.regex.Pattern;

/** Name what a request is about. */
public sealed interface Target {

    /**
     * A name in the submission's module, dots reaching further in: {@code MLP}, {@code
     * layers.relu}.
     */
    record Name(String path) implements Target {
        private static final Pattern NAME =
                Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

        public Name {
            if (path.length() > 200 || !NAME.matcher(path).matches()) {
                throw new IllegalArgumentException("not a name: " + path);
            }
        }
    }

    /**
     * An object that an earlier answer left in the sandbox, itself ({@code path} empty) or an
     * attribute of it.
     */
    record Of(Value.Handle handle, String path) implements Target {
        public Of {
            if (!path.isEmpty()) {
                new Name(path);
            }
        }
    }
}
