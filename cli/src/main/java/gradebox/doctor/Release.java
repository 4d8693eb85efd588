package gradebox.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Order releases such as {@code 1.1.12}, {@code 1.4.0-rc.3} or Debian's {@code
 * 1.1.5+ds1-1+deb12u1}.
 *
 * @param numbers major, minor and patch
 * @param candidate of which release candidate, or {@link #FINAL}
 */
record Release(List<Integer> numbers, int candidate) implements Comparable<Release> {
    private static final int FINAL = Integer.MAX_VALUE;
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?(?:[-~]rc\\.?(\\d{1,6}))?");

    Release {
        numbers = List.copyOf(numbers);
    }

    /** Find the first release that a text names. */
    static Optional<Release> in(String text) {
        var found = FORM.matcher(text);
        if (!found.find()) {
            return Optional.empty();
        }
        var numbers = new ArrayList<Integer>();
        for (int i = 1; i <= 3; i++) {
            numbers.add(found.group(i) == null ? 0 : Integer.parseInt(found.group(i)));
        }
        var candidate = found.group(4);
        return Optional.of(
                new Release(numbers, candidate == null ? FINAL : Integer.parseInt(candidate)));
    }

    static Release of(String text) {
        return in(text).orElseThrow(() -> new IllegalArgumentException("no release: " + text));
    }

    boolean isBefore(Release other) {
        return compareTo(other) < 0;
    }

    boolean isOfLine(Release other) {
        return numbers.subList(0, 2).equals(other.numbers.subList(0, 2));
    }

    @Override
    public int compareTo(Release other) {
        for (int i = 0; i < numbers.size(); i++) {
            int order = Integer.compare(numbers.get(i), other.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(candidate, other.candidate);
    }
}
