package gradebox.graders.pytest;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.Outcome;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * Apply what gradescope-utils' decorators make of a test's end: a part of the points ({@code
 * partial_credit}), words in place of the error ({@code hide_errors}), and what it printed.
 *
 * @param about what decorators say of the test
 * @param verdict what the test has left behind
 */
record InsideScore(JsonNode about, JsonNode verdict) {

    Outcome apply(Outcome outcome, String output) {
        var fraction = fraction();
        return switch (outcome) {
            case Outcome.Passed passed ->
                    fraction.isEmpty() || isOne(fraction.get())
                            ? new Outcome.Passed(output)
                            : new Outcome.Partial(fraction.get(), output);
            case Outcome.Failed failed -> {
                String words = with(output, hidden().orElse(failed.feedback()));
                yield fraction.isPresent() && fraction.get().signum() > 0
                        ? new Outcome.Partial(fraction.get(), words)
                        : new Outcome.Failed(failed.reason(), words);
            }
            case Outcome.Partial partial -> partial;
            case Outcome.Skipped skipped -> skipped;
            case Outcome.MissingPackage missing -> missing;
            case Outcome.Errored errored -> errored;
        };
    }

    private Optional<String> hidden() {
        return verdict.has("hidden")
                ? Optional.of(verdict.path("hidden").asText())
                : Optional.empty();
    }

    private static String with(String output, String words) {
        return output.isEmpty() ? words : output + "\n\n" + words;
    }

    private static boolean isOne(BigDecimal fraction) {
        return fraction.compareTo(BigDecimal.ONE) == 0;
    }

    /** Return the score that the test gave itself, as a share of its weight; never less than 0. */
    private Optional<BigDecimal> fraction() {
        var score = number(verdict.path("score"));
        var weight = number(about.path("weight"));
        if (score.isEmpty() || weight.isEmpty() || weight.get().signum() <= 0) {
            return Optional.empty();
        }
        return Optional.of(
                score.get().max(BigDecimal.ZERO).divide(weight.get(), MathContext.DECIMAL64));
    }

    /** Read digits, which may have been forged. */
    static Optional<BigDecimal> number(JsonNode node) {
        String digits = node.asText();
        if (digits.length() > 40
                || !digits.matches("[-+]?[0-9]*\\.?[0-9]*([eE][-+]?[0-9]{1,2})?")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
