package gradebox.grading;

/**
 * Put a figure on Gradescope's leaderboard.
 *
 * @param value a number in decimal digits, or a text such as {@code *****}
 */
public record LeaderboardEntry(String name, String value, Threshold.Direction better) {}
