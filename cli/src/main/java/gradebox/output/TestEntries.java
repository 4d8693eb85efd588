package gradebox.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.grading.Check;
import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.Visibility;
import org.jspecify.annotations.Nullable;

/** Write the lines of a report as entries of Gradescope's {@code tests}. */
final class TestEntries {

    static final String AWAITS_REGRADING =
            """
            This submission has not been graded: the autograder, or the machine that it runs on, \
            failed on the way.
            That is no fault of the submission, and this is no score. It will be graded again; \
            nothing needs to be handed in again for that.""";

    private static final int NAME = 200;

    private final TextBudget budget;

    TestEntries(TextBudget budget) {
        this.budget = budget;
    }

    /** Return the entry of a line that has a score. */
    ObjectNode scored(Line line) {
        Check check = line.check();
        ObjectNode entry =
                Json.object()
                        .put("name", SafeText.line(check.title(), NAME))
                        .put("name_format", "text")
                        .put("score", Points.plain(line.score()))
                        .put("max_score", Points.plain(check.points()))
                        .put("status", status(line.outcome()));
        return finish(entry, line, check.visibility());
    }

    /**
     * Return the entry of a line of a submission that has no score: what was found, hidden, without
     * points.
     */
    ObjectNode unscored(Line line) {
        ObjectNode entry =
                Json.object()
                        .put("name", SafeText.line(line.check().title(), NAME))
                        .put("name_format", "text");
        String status = status(line.outcome());
        if (status != null) {
            entry.put("status", status);
        }
        return finish(entry, line, Visibility.HIDDEN);
    }

    /** Return the entry that a student sees of a submission without a score. */
    static ObjectNode notice(String name, String text) {
        return Json.object()
                .put("name", name)
                .put("name_format", "text")
                .put("output", text)
                .put("output_format", "text")
                .put("visibility", Visibility.VISIBLE.word());
    }

    private ObjectNode finish(ObjectNode entry, Line line, Visibility visibility) {
        Check check = line.check();
        if (!check.number().isBlank()) {
            entry.put("number", SafeText.line(check.number(), NAME));
        }
        if (!check.tags().isEmpty()) {
            ArrayNode tags = entry.putArray("tags");
            check.tags().forEach(tag -> tags.add(SafeText.line(tag, NAME)));
        }
        entry.put("output", budget.take(OutcomeText.feedback(line.outcome())))
                .put("output_format", "text")
                .put("visibility", visibility.word());
        return entry.set("extra_data", extra(line));
    }

    private static ObjectNode extra(Line line) {
        ObjectNode extra =
                Json.object()
                        .put("check", SafeText.line(line.check().id()))
                        .put("outcome", OutcomeText.kind(line.outcome()));
        String reason = OutcomeText.reason(line.outcome());
        if (!reason.isEmpty()) {
            extra.put("reason", reason);
        }
        return extra.put("seconds", Json.seconds(line.time()));
    }

    /** Return Gradescope's word, or null where there is no verdict. */
    private static @Nullable String status(Outcome outcome) {
        if (outcome instanceof Outcome.Errored) {
            return null;
        }
        return outcome.earnsAll() ? "passed" : "failed";
    }
}
