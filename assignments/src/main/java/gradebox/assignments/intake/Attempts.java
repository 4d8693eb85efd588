package gradebox.assignments.intake;

/** Choose which of several attempts of one person, or one group, are graded. */
public enum Attempts {
    LAST,
    FIRST,
    ALL
}
