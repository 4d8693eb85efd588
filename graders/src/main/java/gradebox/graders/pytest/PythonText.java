package gradebox.graders.pytest;

/** Blank out comments and the contents of strings in Python source, its lines left in place. */
final class PythonText {
    private final String source;
    private final StringBuilder out;
    private int at;

    private PythonText(String source) {
        this.source = source;
        this.out = new StringBuilder(source.length());
    }

    static String withoutStrings(String source) {
        var text = new PythonText(source);
        while (text.at < source.length()) {
            text.step();
        }
        return text.out.toString();
    }

    private void step() {
        char c = source.charAt(at);
        if (c == '#') {
            int end = source.indexOf('\n', at);
            at = end < 0 ? source.length() : end;
        } else if (c == '\'' || c == '"') {
            skipString(c);
        } else {
            out.append(c);
            at++;
        }
    }

    private void skipString(char quote) {
        String three = String.valueOf(quote).repeat(3);
        String end = source.startsWith(three, at) ? three : String.valueOf(quote);
        out.append(end);
        at += end.length();
        while (at < source.length() && !source.startsWith(end, at)) {
            boolean isEscape = source.charAt(at) == '\\';
            boolean endsLine = source.startsWith("\n", isEscape ? at + 1 : at);
            if (endsLine) {
                out.append('\n');
            }
            at += isEscape ? 2 : 1;
            if (endsLine && !isEscape && end.length() == 1) {
                return; // no valid Python
            }
        }
        out.append(end);
        at += end.length();
    }
}
