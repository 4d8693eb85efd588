package gradebox.graders.pytest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Find test functions in Python source without running it.
 *
 * @param certain those that pytest collects beyond doubt
 * @param possible names of functions that may be tests in some way that the source does not show:
 *     inherited, made by a decorator, assigned
 */
record PythonTests(List<TestKey> certain, Set<String> possible) {
    private static final Pattern BLOCK =
            Pattern.compile(
                    "^([ \t]*)(?:(class)[ \t]+(\\w+)[ \t]*(?:\\((.*))?|(?:async[ \t]+)?(def)[ \t]+(\\w+)|(if|elif|else|try|except|finally|with|for|while|match)\\b.*|(\\w+)[ \t]*=[^=].*|\\S.*)");

    PythonTests {
        certain = List.copyOf(certain);
        possible = Set.copyOf(possible);
    }

    /** A block that lines further in belong to. */
    private record Block(int indent, Kind kind, String name) {}

    private enum Kind {
        TEST_CLASS,
        OTHER_CLASS,
        FUNCTION,
        STATEMENT
    }

    static PythonTests of(String file, String source) {
        var certain = new LinkedHashSet<TestKey>();
        var possible = new LinkedHashSet<String>();
        var blocks = new ArrayDeque<Block>();
        for (String line : PythonText.withoutStrings(source).split("\n", -1)) {
            var matcher = BLOCK.matcher(line);
            if (!matcher.find()) {
                continue;
            }
            int indent = matcher.group(1).length();
            while (!blocks.isEmpty() && blocks.peek().indent >= indent) {
                blocks.pop();
            }
            if (matcher.group(2) != null) {
                String bases = matcher.group(4);
                blocks.push(new Block(indent, kind(matcher.group(3), bases), matcher.group(3)));
            } else if (matcher.group(5) != null) {
                note(file, matcher.group(6), blocks, certain, possible);
                blocks.push(new Block(indent, Kind.FUNCTION, matcher.group(6)));
            } else if (matcher.group(7) != null) {
                blocks.push(new Block(indent, Kind.STATEMENT, ""));
            } else if (matcher.group(8) != null) {
                possible.add(matcher.group(8));
            }
        }
        return new PythonTests(List.copyOf(certain), possible);
    }

    private static Kind kind(String name, @Nullable String bases) {
        boolean isTestCase = bases != null && bases.contains("TestCase");
        return name.startsWith("Test") || isTestCase ? Kind.TEST_CLASS : Kind.OTHER_CLASS;
    }

    private static void note(
            String file,
            String function,
            Deque<Block> blocks,
            Set<TestKey> certain,
            Set<String> possible) {
        possible.add(function);
        var parent = blocks.peek();
        boolean isMethod = blocks.size() == 1 && parent != null && parent.kind == Kind.TEST_CLASS;
        if ((parent == null || isMethod) && function.startsWith("test")) {
            String owner = parent == null ? "" : parent.name;
            certain.add(new TestKey(file, owner, function));
        }
    }

    /** Return the tests of both. */
    static PythonTests join(List<PythonTests> files) {
        var certain = new ArrayList<TestKey>();
        var possible = new LinkedHashSet<String>();
        for (var file : files) {
            certain.addAll(file.certain);
            possible.addAll(file.possible);
        }
        return new PythonTests(certain, possible);
    }
}
