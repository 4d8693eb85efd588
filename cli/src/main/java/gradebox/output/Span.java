package gradebox.output;

/** Hold a piece of text and its colour. */
record Span(String text, Style.Colour colour) {
    Span(String text) {
        this(text, Style.Colour.NONE);
    }
}
