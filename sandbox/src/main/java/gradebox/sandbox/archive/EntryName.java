package gradebox.sandbox.archive;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decide whether a name out of an archive may become a path, relative and with {@code /}. */
sealed interface EntryName {

    /** A path of ours: in Unicode's composed form, without {@code .} or {@code ..}. */
    record Safe(String path) implements EntryName {}

    /** A name that no file gets. */
    record Unsafe(String why) implements EntryName {}

    /** The archive's own folder, which needs no making. */
    record Root() implements EntryName {}

    /** Allowed beside letters and digits of any script: nothing that a shell would act on. */
    String PUNCTUATION = " ._-+,()[]{}#@!~&'%=^";

    /** What makes an option, a formula or a home folder of a name when it comes first. */
    String NOT_FIRST = "-=+@~ ";

    /** What nobody sees at a name's end. */
    String NOT_LAST = " ";

    int COMPONENT_BYTES = 200;

    int SHOWN = 400;

    static EntryName of(String rawName, ArchiveLimits limits) {
        if (rawName.length() > limits.pathLength() * 2) {
            return new Unsafe("its path is too long");
        }
        if (rawName.startsWith("/")) {
            return new Unsafe("its path is absolute");
        }
        List<String> components = new ArrayList<>();
        String name = Normalizer.normalize(rawName, Normalizer.Form.NFC);
        for (String component : name.split("/", -1)) {
            if (!component.isEmpty() && !component.equals(".")) {
                components.add(component);
            }
        }
        return components.isEmpty() ? new Root() : checked(components, limits);
    }

    private static EntryName checked(List<String> components, ArchiveLimits limits) {
        for (String component : components) {
            String fault = fault(component);
            if (!fault.isEmpty()) {
                return new Unsafe(fault);
            }
        }
        String path = String.join("/", components);
        if (components.size() - 1 > limits.depth() || path.length() > limits.pathLength()) {
            return new Unsafe("its path is too long");
        }
        return new Safe(path);
    }

    private static String fault(String component) {
        if (component.equals("..")) {
            return "its path leads out of the archive";
        }
        if (component.indexOf('\\') >= 0 || component.indexOf(':') >= 0) {
            return "its path is written for Windows, with a backslash or a drive";
        }
        if (component.getBytes(StandardCharsets.UTF_8).length > COMPONENT_BYTES) {
            return "its name is too long";
        }
        boolean odd = component.codePoints().anyMatch(c -> !allowed(c));
        if (odd || NOT_FIRST.indexOf(component.charAt(0)) >= 0 || component.endsWith(NOT_LAST)) {
            return "its name has characters that a file's name should not have";
        }
        return "";
    }

    /** Tell whether a name may have a character. */
    static boolean allowed(int c) {
        return isText(c) || PUNCTUATION.indexOf(c) >= 0;
    }

    private static boolean isText(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** Return what two names have in common that some file system holds for the same. */
    static String folded(String path) {
        String upper = Normalizer.normalize(path, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
        return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /** Return a name as it may be shown: printable, and not too long. */
    static String shown(String rawName) {
        var shown = new StringBuilder();
        rawName.codePoints()
                .limit(SHOWN)
                .forEach(
                        c -> {
                            if (isText(c) || (c >= ' ' && c <= '~')) {
                                shown.appendCodePoint(c);
                            } else {
                                shown.append(String.format(Locale.ROOT, "\\u{%x}", c));
                            }
                        });
        boolean cut = rawName.codePointCount(0, rawName.length()) > SHOWN;
        return cut ? shown + "…" : shown.toString();
    }
}
