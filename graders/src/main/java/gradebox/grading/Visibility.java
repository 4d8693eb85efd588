package gradebox.grading;

import java.util.Locale;

/** Say when a student sees a line of the result, in Gradescope's terms. */
public enum Visibility {
    VISIBLE,
    HIDDEN,
    AFTER_DUE_DATE,
    AFTER_PUBLISHED;

    /** Return the word that Gradescope and {@code assignment.yaml} use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
