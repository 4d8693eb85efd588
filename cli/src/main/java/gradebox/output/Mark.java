package gradebox.output;

import gradebox.grading.Outcome;

/** Show how a check ended in one character. */
enum Mark {
    PASSED("✓", "+", Style.Colour.GREEN, "passed"),
    PARTIAL("◐", "~", Style.Colour.YELLOW, "in part"),
    FAILED("✗", "x", Style.Colour.RED, "failed"),
    SKIPPED("–", "-", Style.Colour.FAINT, "skipped"),
    PACKAGE("?", "?", Style.Colour.YELLOW, "package missing"),
    ERRORED("!", "!", Style.Colour.MAGENTA, "no verdict");

    private final String symbol;
    private final String ascii;
    private final Style.Colour colour;
    private final String meaning;

    Mark(String symbol, String ascii, Style.Colour colour, String meaning) {
        this.symbol = symbol;
        this.ascii = ascii;
        this.colour = colour;
        this.meaning = meaning;
    }

    static Mark of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed passed -> PASSED;
            case Outcome.Partial partial -> of(partial);
            case Outcome.Failed failed -> FAILED;
            case Outcome.Skipped skipped -> SKIPPED;
            case Outcome.MissingPackage missing -> PACKAGE;
            case Outcome.Errored errored -> ERRORED;
        };
    }

    private static Mark of(Outcome.Partial partial) {
        if (partial.fraction().signum() == 0) {
            return FAILED;
        }
        return partial.earnsAll() ? PASSED : PARTIAL;
    }

    Span span(Style style) {
        return new Span(style.either(symbol, ascii), colour);
    }

    String meaning() {
        return meaning;
    }
}
