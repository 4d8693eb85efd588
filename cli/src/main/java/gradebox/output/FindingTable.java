package gradebox.output;

import gradebox.doctor.Finding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Print findings for people: a line each, and what to do below those that are not well. */
public final class FindingTable {
    private static final int MARK = 6;

    private final Style style;

    public FindingTable(Style style) {
        this.style = style;
    }

    /** Print all, and their sum. */
    public void print(List<Finding> findings, PrintWriter out) {
        int widest = findings.stream().mapToInt(one -> one.subject().length()).max().orElse(0);
        for (var finding : findings) {
            String mark =
                    switch (finding) {
                        case Finding.Ok ok -> style.paint(Style.Colour.GREEN, "ok    ");
                        case Finding.Warn warn -> style.paint(Style.Colour.YELLOW, "warn  ");
                        case Finding.Fail fail -> style.paint(Style.Colour.RED, "fail  ");
                    };
            String subject = finding.subject() + " ".repeat(widest - finding.subject().length());
            int indent = MARK + widest + 2;
            String pad = " ".repeat(indent);
            var text = wrapped(style.line(finding.found()), style.width() - indent);
            out.println(mark + subject + "  " + String.join("\n" + pad, text));
            var advice = wrapped(style.line(advice(finding)), style.width() - indent - 2);
            for (int i = 0; i < advice.size(); i++) {
                String lead = i == 0 ? style.either("→ ", "> ") : "  ";
                out.println(pad + style.paint(Style.Colour.BOLD, lead + advice.get(i)));
            }
        }
        out.println();
        out.println(sum(findings));
        out.flush();
    }

    static String advice(Finding finding) {
        return switch (finding) {
            case Finding.Ok ok -> "";
            case Finding.Warn warn -> warn.advice();
            case Finding.Fail fail -> fail.advice();
        };
    }

    private static String sum(List<Finding> findings) {
        long failed = findings.stream().filter(Finding.Fail.class::isInstance).count();
        long warned = findings.stream().filter(Finding.Warn.class::isInstance).count();
        return "%d looked at: %d failed, %d warned of".formatted(findings.size(), failed, warned);
    }

    /** A word longer than the line stays whole: it is a path or a command, to be copied. */
    private static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
