package gradebox.selfcheck;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hold one file of a suite, as far as it takes to see what it speaks of.
 *
 * @param path relative to the suite's folder, with {@code /}
 * @param text all of it; empty for what is no source
 */
record SuiteSource(String path, String text) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

    /** Strings are kept, since a file may be named in one; comments are not. */
    private static final Pattern PYTHON_COMMENT =
            Pattern.compile(
                    "(\"\"\"(?s:.*?)\"\"\"|'''(?s:.*?)'''"
                            + "|\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\""
                            + "|'[^'\\\\\n]*+(?:\\\\.[^'\\\\\n]*+)*+')|#[^\n]*");

    private static final Pattern JAVA_COMMENT =
            Pattern.compile(
                    "(\"\"\"(?s:.*?)\"\"\""
                            + "|\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\""
                            + "|'[^'\\\\\n]*+(?:\\\\.[^'\\\\\n]*+)*+')|//[^\n]*|/\\*(?s:.*?)\\*/");

    private static final Pattern JAVA_TYPE =
            Pattern.compile(
                    "(?m)^(?:[a-z-]+ )*(?:@interface|class|interface|record|enum)\\s+(\\w+)");

    private static final List<String> SOURCES = List.of(".py", ".java", ".ini", ".toml", ".cfg");

    static SuiteSource of(String path, byte[] content) {
        boolean isSource = SOURCES.stream().anyMatch(path::endsWith);
        return new SuiteSource(path, isSource ? new String(content, StandardCharsets.UTF_8) : "");
    }

    boolean isSource() {
        return SOURCES.stream().anyMatch(path::endsWith);
    }

    private boolean isJava() {
        return path.endsWith(".java");
    }

    boolean isPython() {
        return path.endsWith(".py");
    }

    /** Return its name without its folders. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Return the folder that it lies in, ended by {@code /}; empty for the suite's own. */
    String folder() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Tell whether pytest would look for tests in it. */
    boolean isTestFile() {
        return isPython() && (name().startsWith("test") || name().endsWith("_test.py"));
    }

    /** Tell whether any of these words stands anywhere in it, in a comment too. */
    boolean mentions(Collection<String> words) {
        return words(text).stream().anyMatch(words::contains);
    }

    /** Tell whether it defines a test of this name, as far as its text shows that. */
    boolean defines(String test) {
        var definition =
                isJava()
                        ? "(?<!\\breturn|\\bnew|\\bthrow|\\belse)\\s" + test + "\\s*\\("
                        : "\\b(?:def\\s+" + test + "\\b|" + test + "\\s*=)";
        return Pattern.compile(definition).matcher(code()).find();
    }

    /** Return its text without comments. */
    String code() {
        return isJava()
                ? JAVA_COMMENT.matcher(text).replaceAll("$1")
                : PYTHON_COMMENT.matcher(text).replaceAll("$1");
    }

    static Set<String> words(String text) {
        var words = new HashSet<String>();
        WORD.matcher(text).results().forEach(match -> words.add(match.group()));
        return words;
    }

    /** Return the words by which other sources speak of it. */
    Set<String> calledBy() {
        if (isJava()) {
            var types = new HashSet<String>();
            JAVA_TYPE.matcher(code()).results().forEach(match -> types.add(match.group(1)));
            return types;
        }
        if (!isPython()) {
            return Set.of();
        }
        if (!name().equals("__init__.py")) {
            return Set.of(name().substring(0, name().length() - ".py".length()));
        }
        var folder = folder();
        return folder.isEmpty()
                ? Set.of()
                : words(folder.substring(folder.lastIndexOf('/', folder.length() - 2) + 1));
    }

    /** Tell whether pytest gives it to every test in its folder and below, unasked. */
    boolean isGivenTo(SuiteSource other) {
        boolean unasked =
                name().equals("conftest.py")
                        || name().equals("__init__.py")
                        || (!isPython() && !isJava() && isSource());
        return unasked && other.isPython() && other.path.startsWith(folder());
    }
}
