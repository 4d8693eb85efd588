package gradebox.assignments;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Guess what somebody meant who wrote a word that is not known. */
final class ClosestMatch {
    private ClosestMatch() {}

    /** Return the known words that are a few letters off or contain the word, the nearest first. */
    static List<String> of(String word, Collection<String> known) {
        int limit = word.length() < 4 ? 1 : Math.max(2, word.length() / 3);
        return known.stream()
                .filter(other -> distance(word, other) <= limit || contains(other, word))
                .sorted(
                        Comparator.comparingInt((String other) -> distance(word, other))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(3)
                .toList();
    }

    /** Return {@code ; did you mean …?}, or nothing where no known word is near. */
    static String hint(String word, Collection<String> known) {
        var near = of(word, known);
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    private static boolean contains(String other, String word) {
        return word.length() >= 3 && other.contains(word);
    }

    /** Count the edits between two words (Levenshtein 1966), letter case aside. */
    private static int distance(String left, String right) {
        var row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (same(left.charAt(i - 1), right.charAt(j - 1)) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }

    private static boolean same(char left, char right) {
        return Character.toLowerCase(left) == Character.toLowerCase(right);
    }
}
