package gradebox.autograder;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Bound how many of a person's submissions are graded.
 *
 * @param most how many, within any time of the length that follows
 * @param per that length
 */
public record RateLimit(int most, Duration per) {
    private static final Pattern WORDS = Pattern.compile("([1-9]\\d{0,3})/([1-9]\\d{0,3})?([dhm])");

    /** Read what a user writes: {@code 3/24h}, {@code 5/d}, {@code 1/30m}. */
    public static Optional<RateLimit> of(String words) {
        var found = WORDS.matcher(words);
        if (!found.matches()) {
            return Optional.empty();
        }
        int count = found.group(2) == null ? 1 : Integer.parseInt(found.group(2));
        var per =
                switch (found.group(3)) {
                    case "d" -> Duration.ofDays(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofMinutes(count);
                };
        return Optional.of(new RateLimit(Integer.parseInt(found.group(1)), per));
    }

    /** Say whether a submission is graded. */
    sealed interface Ruling {
        /**
         * It is.
         *
         * @param number which one it is in its time, from 1 on
         */
        record Graded(int number) implements Ruling {}

        /**
         * It is not.
         *
         * @param again from when on one is
         */
        record Refused(Instant again) implements Ruling {}
    }

    /**
     * Rule on a submission. Which of the earlier ones were graded follows from the same rule, so
     * that what was refused counts for nothing and no state is needed.
     *
     * @param at when it was handed in
     * @param earlier when others were, that could have been graded
     */
    Ruling rule(Instant at, Collection<Instant> earlier) {
        var graded = new ArrayDeque<Instant>();
        for (var time : new TreeSet<>(earlier)) {
            if (time.isBefore(at)) {
                forget(graded, time);
                if (graded.size() < most) {
                    graded.add(time);
                }
            }
        }
        forget(graded, at);
        return graded.size() < most
                ? new Ruling.Graded(graded.size() + 1)
                : new Ruling.Refused(graded.getFirst().plus(per));
    }

    private void forget(ArrayDeque<Instant> graded, Instant now) {
        while (!graded.isEmpty() && !graded.getFirst().plus(per).isAfter(now)) {
            graded.removeFirst();
        }
    }

    /** Return it as users write it, in the largest unit that fits. */
    @Override
    public String toString() {
        return most + "/" + length();
    }

    /** Return the length in words such as {@code 24h}. */
    String length() {
        long minutes = per.toMinutes();
        if (per.toMinutesPart() != 0) {
            return minutes + "m";
        }
        return per.toHoursPart() == 0 && per.toDays() > 1
                ? per.toDays() + "d"
                : per.toHours() + "h";
    }
}
