package gradebox.redteam.oracle;

/**
 * Say that a rule does not hold.
 *
 * @param rule its name
 * @param what is wrong, on one line, harmless to print
 */
public record Breach(String rule, String what) {}
