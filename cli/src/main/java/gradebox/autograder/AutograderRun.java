package gradebox.autograder;

import gradebox.autograder.RateLimit.Ruling;
import gradebox.output.AtomicFile;
import gradebox.output.GradescopeResult;
import gradebox.sandbox.Scratch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Grade the one submission that lies in Gradescope's container, unless too many were handed in, and
 * write its result. Where grading fails by no fault of the submission, the last result stays; where
 * there is none, nothing is written, which the platform tells as the autograder's failure.
 */
public final class AutograderRun {
    private static final String FAULT =
            "This submission has not been graded: the autograder failed, by no fault of yours. It does not count."
                    + " Below is the result of your submission before it; the course's staff can have this one graded again.";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final Places places;
    private final Grader grader;
    private final PrintWriter staff;

    /**
     * @param staff what only staff read: the platform shows them what an autograder prints
     */
    public AutograderRun(Places places, Grader grader, PrintWriter staff) {
        this.places = places;
        this.grader = grader;
        this.staff = staff;
    }

    /**
     * Say where things lie in the platform's container.
     *
     * @param source what the package held
     * @param submission what was handed in
     * @param metadata what the platform says of it
     * @param results where the result goes
     */
    public record Places(Path source, Path submission, Path metadata, Path results) {

        /** Return the platform's own, below its folder. */
        public static Places in(Path autograder) {
            return new Places(
                    autograder.resolve("source"),
                    autograder.resolve("submission"),
                    autograder.resolve("submission_metadata.json"),
                    autograder.resolve("results").resolve("results.json"));
        }

        /** Return the assignment's folder. */
        public Path assignment() {
            return source.resolve("assignment");
        }

        /** Return the file with the secret that all seeds come from. */
        public Path rootSeed() {
            return source.resolve("root-seed");
        }
    }

    /** Grades one submission. */
    @FunctionalInterface
    public interface Grader {
        /**
         * Grade it.
         *
         * @param submission a folder with what was handed in
         * @param out an empty folder for the run
         * @param within how long its checks may take together
         * @return what to exit with, 0 where there is a verdict
         */
        int grade(Path submission, Path out, Duration within) throws Exception;
    }

    /**
     * Do all of it.
     *
     * @return what to exit with: 0 where the platform has a result to show
     * @throws Exception the grader's, where there is nothing to show
     */
    public int run() throws Exception {
        var settings = AutograderSettings.read(places.source());
        var metadata = SubmissionMetadata.read(places.metadata());
        var last = EarlierResult.of(metadata);
        var uncounted = new TreeSet<>(last.uncounted());
        uncounted.remove(metadata.createdAt()); // it may be graded again
        String count = "";
        if (settings.limit().isPresent()) {
            var limit = settings.limit().get();
            switch (limit.rule(metadata.createdAt(), candidates(metadata, uncounted))) {
                case Ruling.Refused refused -> {
                    return refuse(limit, refused, last, uncounted);
                }
                case Ruling.Graded graded ->
                        count =
                                "Submission %d of the %d that are graded within %s."
                                        .formatted(graded.number(), limit.most(), limit.length());
            }
        }
        return grade(settings, metadata, last, uncounted, count);
    }

    private static List<Instant> candidates(
            SubmissionMetadata metadata, SortedSet<Instant> uncounted) {
        return metadata.earlier().stream()
                .filter(earlier -> !earlier.failed() && !uncounted.contains(earlier.at()))
                .map(SubmissionMetadata.Earlier::at)
                .toList();
    }

    private int refuse(
            RateLimit limit,
            Ruling.Refused refused,
            EarlierResult last,
            SortedSet<Instant> uncounted)
            throws IOException {
        String why =
                "This submission has not been graded: %d within %s are. Hand it in again after %s."
                        .formatted(limit.most(), limit.length(), TIME.format(refused.again()));
        staff.println(why);
        var kept = last.kept(why + " Below is the result of the last one that was.", uncounted);
        AtomicFile.write(
                places.results(),
                kept.isPresent()
                        ? kept.get()
                        : GradescopeResult.notice("Not graded: handed in too often", why));
        return 0;
    }

    private int grade(
            AutograderSettings settings,
            SubmissionMetadata metadata,
            EarlierResult last,
            SortedSet<Instant> uncounted,
            String count)
            throws Exception {
        var without = new TreeSet<>(uncounted);
        without.add(metadata.createdAt());
        var kept = last.kept(FAULT, without);
        if (kept.isPresent()) {
            // Already now: this program, too, may be what fails.
            AtomicFile.write(places.results(), kept.get());
        }
        var out = Scratch.folder("autograder");
        try {
            int code = grader.grade(places.submission(), out, settings.forChecks());
            if (code == 0) {
                var notes = count.isEmpty() ? List.<String>of() : List.of(count);
                AtomicFile.write(
                        places.results(), EarlierResult.graded(result(out), notes, uncounted));
                return 0;
            }
            staff.println("No verdict (exit code %d)%s".formatted(code, stays(kept.isPresent())));
            return kept.isPresent() ? 0 : code;
        } catch (Exception e) {
            if (kept.isEmpty()) {
                throw e;
            }
            staff.println("No verdict: %s%s".formatted(e.getMessage(), stays(true)));
            return 0;
        } finally {
            staff.flush();
            Scratch.delete(out);
        }
    }

    private static String stays(boolean kept) {
        return kept
                ? "; the last result stays. Press Regrade once the cause is mended."
                : "; there is no earlier result to show.";
    }

    private static byte[] result(Path out) throws IOException {
        try (var submissions = Files.newDirectoryStream(out.resolve("submissions"))) {
            for (var one : submissions) {
                return Files.readAllBytes(one.resolve("results.json"));
            }
        }
        throw new NoSuchFileException(out.resolve("submissions").toString());
    }
}
