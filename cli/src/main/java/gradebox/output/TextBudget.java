package gradebox.output;

/**
 * Keep the texts of one result small: each within a cap of its own, all of them within another.
 * What is over is cut, and says so.
 */
final class TextBudget {
    private static final int EACH = 16 * 1024;
    private static final int ALL = 512 * 1024;

    private int left = ALL;

    /** Return a text made safe, and cut to what is left for it. */
    String take(String text) {
        String kept = SafeText.cut(SafeText.of(text), Math.min(EACH, left));
        left = Math.max(0, left - SafeText.size(kept));
        return kept;
    }
}
