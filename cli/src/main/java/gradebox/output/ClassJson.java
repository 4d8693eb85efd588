package gradebox.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.grading.ClassReport;
import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.Person;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Write a class's results for other programs: everything that staff may want to count or to look
 * up. A submission without a score has {@code null} for one, and says why.
 */
public final class ClassJson {

    private ClassJson() {}

    /** Return the file's bytes. */
    public static byte[] of(ClassReport report) {
        ClassSummary summary = ClassSummary.of(report);
        ObjectNode json =
                Json.object()
                        .put("assignment", report.assignment())
                        .put("title", report.title())
                        .put("started_at", report.startedAt().toString())
                        .put("seconds", Json.seconds(report.time()));
        if (!report.posture().traits().isEmpty()) {
            json.set("posture", posture(report));
        }
        if (Degraded.is(report)) {
            json.put("degraded", Degraded.NOTE);
        }
        if (!report.left().isEmpty()) {
            strings(json, "left", report.left());
        }
        json.set("summary", summary(report, summary));
        json.set("missing_packages", missingPackages(summary));
        json.set("flags", flags(summary));
        ArrayNode submissions = json.putArray("submissions");
        report.reports().forEach(one -> submissions.add(submission(one)));
        return Json.write(json);
    }

    private static ObjectNode posture(ClassReport report) {
        ObjectNode json = Json.object();
        report.posture()
                .traits()
                .forEach(
                        (trait, found) ->
                                json.put(trait.word().replace(' ', '_'), SafeText.line(found)));
        return json;
    }

    private static ObjectNode summary(ClassReport report, ClassSummary summary) {
        ObjectNode json = Json.object().put("submissions", report.reports().size());
        summary.standings()
                .forEach((standing, count) -> json.put(standing.word().replace('-', '_'), count));
        put(json, "mean", summary.mean());
        put(json, "median", summary.median());
        return json;
    }

    private static ArrayNode missingPackages(ClassSummary summary) {
        ArrayNode missing = Json.array();
        summary.missingPackages()
                .forEach(
                        (name, ids) -> {
                            ObjectNode json = missing.addObject().put("package", name);
                            ids.forEach(json.putArray("needed_by")::add);
                        });
        return missing;
    }

    private static ArrayNode flags(ClassSummary summary) {
        ArrayNode flags = Json.array();
        for (ClassSummary.Flag flag : summary.flags()) {
            var entry = flags.addObject().put("submission", flag.submission());
            strings(entry, "checks", flag.checks().stream().map(SafeText::line).toList());
            entry.put("flag", SafeText.of(flag.text()));
        }
        return flags;
    }

    private static ObjectNode submission(SubmissionReport report) {
        var budget = new TextBudget();
        ObjectNode json = head(report.submission());
        json.put("status", Standing.of(report).word());
        put(json, "score", report.score());
        json.put("max", Points.plain(report.points()));
        whyNot(report).ifPresent(why -> json.put("why", budget.take(why)));
        ArrayNode lines = json.putArray("lines");
        report.lines().forEach(line -> lines.add(line(line, budget)));
        ArrayNode measurements = json.putArray("measurements");
        report.measurements().forEach(one -> measurements.add(Metrics.json(one)));
        strings(json, "notes", report.notes());
        json.put("seconds", Json.seconds(report.time()));
        ObjectNode provenance = json.putObject("provenance");
        report.provenance().forEach((key, value) -> provenance.put(key, SafeText.line(value)));
        return json;
    }

    private static ObjectNode head(Submission submission) {
        ObjectNode json =
                Json.object()
                        .put("id", submission.id())
                        .put("source", SafeText.line(submission.source()))
                        .put("platform_id", SafeText.line(submission.platformId()));
        var at = submission.submittedAt();
        json.put("submitted_at", at == null ? null : at.toString());
        if (submission.contents() instanceof Submission.Contents.Files files) {
            json.put("uploaded", files.uploaded());
        }
        ArrayNode submitters = json.putArray("submitters");
        for (Person person : submission.submitters()) {
            submitters
                    .addObject()
                    .put("name", SafeText.line(person.name()))
                    .put("email", SafeText.line(person.email()))
                    .put("sid", SafeText.line(person.sid()));
        }
        return json;
    }

    /** Return why a submission has no score, or scores nothing as a whole. */
    static Optional<String> whyNot(SubmissionReport report) {
        Optional<String> fault =
                report.lines().stream()
                        .map(Line::outcome)
                        .filter(Outcome.Errored.class::isInstance)
                        .map(OutcomeText::feedback)
                        .findFirst();
        return fault.or(() -> whyNot(report.submission().contents()));
    }

    private static Optional<String> whyNot(Submission.Contents contents) {
        return switch (contents) {
            case Submission.Contents.Files files -> Optional.empty();
            case Submission.Contents.Unreadable unreadable -> Optional.of(unreadable.why());
            case Submission.Contents.Absent absent -> Optional.of("nothing was handed in");
        };
    }

    private static ObjectNode line(Line line, TextBudget budget) {
        Outcome outcome = line.outcome();
        ObjectNode json =
                Json.object()
                        .put("check", SafeText.line(line.check().id()))
                        .put("title", SafeText.line(line.check().title()))
                        .put("outcome", OutcomeText.kind(outcome));
        String reason = OutcomeText.reason(outcome);
        json.put("reason", reason.isEmpty() ? null : reason);
        boolean hasScore = !(outcome instanceof Outcome.Errored);
        put(json, "score", Optional.of(line.score()).filter(score -> hasScore));
        json.put("max", Points.plain(line.check().points()))
                .put("seconds", Json.seconds(line.time()))
                .put("feedback", budget.take(OutcomeText.feedback(outcome)));
        strings(json, "flags", line.flags());
        return json;
    }

    private static void strings(ObjectNode json, String field, List<String> texts) {
        ArrayNode array = json.putArray(field);
        texts.forEach(text -> array.add(SafeText.of(text)));
    }

    private static void put(ObjectNode json, String field, Optional<BigDecimal> number) {
        json.put(field, number.map(Points::plain).orElse(null));
    }
}
