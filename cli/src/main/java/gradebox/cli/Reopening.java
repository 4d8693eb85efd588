package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.intake.Attempts;
import gradebox.assignments.intake.IntakeException;
import gradebox.assignments.intake.IntakeResult;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Submission;
import gradebox.grading.Submission.Contents;
import gradebox.grading.SubmissionReport;
import gradebox.output.RunOrigin;
import gradebox.run.RootSeed;
import gradebox.run.RootSeeds;
import gradebox.sandbox.SandboxFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Find again what a record was made from, and with; what is not the same is refused or told. */
final class Reopening {
    private static final String DEGRADED = SandboxFactory.DEGRADED;
    private static final String HINT =
            "; name what was graded with --from SUBMISSIONS, or grade it again";

    private final Parts parts;
    private final SubmissionReport recorded;
    private final ShellOptions.Places said;
    private final @Nullable RunOrigin origin;

    /**
     * @param origin where the run read it, if that is known
     */
    Reopening(
            Parts parts,
            SubmissionReport recorded,
            ShellOptions.Places said,
            Optional<RunOrigin> origin) {
        this.parts = parts;
        this.recorded = recorded;
        this.said = said;
        this.origin = origin.orElse(null);
    }

    private String was(String part) {
        return recorded.provenance().getOrDefault(part, "");
    }

    /** Return the assignment as it is today. */
    Assignment assignment() throws InvalidAssignmentException, UsageException {
        var assignment = parts.assignment(assignmentsPlace());
        if (!assignment.id().equals(was("assignment"))) {
            throw new UsageException(
                    "the run graded %s, and %s is %s; name the right one with --assignment"
                            .formatted(was("assignment"), assignmentsPlace(), assignment.id()));
        }
        return assignment;
    }

    private String assignmentsPlace() throws UsageException {
        if (said.assignment() != null) {
            return said.assignment();
        }
        if (origin == null) {
            return was(
                    "assignment"); // of a run by an older gradebox; one that ships is found by it
        }
        if (!Files.exists(origin.assignment())) {
            throw new UsageException(
                    "the assignment is no longer in %s; name where it lies with --assignment"
                            .formatted(origin.assignment()));
        }
        return origin.assignment().toString();
    }

    /** Return which engine to use: the run's own, unless the user names another. */
    String engine() {
        var was = was("engine");
        var name = was.substring(0, was.length() - (isDegraded(was) ? DEGRADED.length() : 0));
        return said.engine() != null ? said.engine() : name.isEmpty() ? EngineChoice.AUTO : name;
    }

    private static boolean isDegraded(String engine) {
        return engine.endsWith(DEGRADED);
    }

    /** Return which GPUs to use: any where the run had some, unless the user says which. */
    @Nullable String gpus(Assignment assignment) {
        if (said.gpus() != null) {
            return said.gpus();
        }
        if (!was("gpu devices").isEmpty()) {
            return "all";
        }
        return assignment.gpu().need() == Assignment.GpuNeed.Need.REQUIRED ? null : "none";
    }

    /**
     * Return the root seed that the run used.
     *
     * @throws UsageException if it is not at hand
     */
    RootSeed seed() throws IOException, UsageException {
        var seed = likelySeed();
        if (!seed.fingerprint().equals(was("root seed fingerprint"))) {
            throw new UsageException(
                    "the run used another root seed (fingerprint %s, not %s); name its file with --root-seed"
                            .formatted(was("root seed fingerprint"), seed.fingerprint()));
        }
        return seed;
    }

    private RootSeed likelySeed() throws IOException {
        var word = said.rootSeed() != null || origin == null ? said.rootSeed() : origin.rootSeed();
        if (word != null) {
            return RootSeeds.named(word);
        }
        return RootSeed.PUBLISHED.fingerprint().equals(was("root seed fingerprint"))
                ? RootSeed.PUBLISHED
                : parts.seeds().of(was("assignment"));
    }

    /**
     * Unpack the submission again, as the run did.
     *
     * @throws UsageException if it is not what was graded, or not there
     */
    Submission submission(Assignment assignment, Staging staging)
            throws UsageException, IntakeException, IOException {
        if (!(recorded.submission().contents() instanceof Contents.Files graded)) {
            throw new UsageException(
                    recorded.submission().id()
                            + " has no files to open: nothing was submitted, or it could not be unpacked");
        }
        var all = unpacked(assignment, staging).submissions();
        var same = all.stream().filter(one -> graded.digest().equals(digest(one))).toList();
        if (!same.isEmpty()) {
            return as(same.stream().min(Comparator.comparing(this::isOther)).orElseThrow());
        }
        throw new UsageException(
                all.stream().allMatch(this::isOther)
                        ? "%s is no longer among the submissions%s".formatted(id(), HINT)
                        : "the files of %s are not those that were graded%s".formatted(id(), HINT));
    }

    private String id() {
        return recorded.submission().id();
    }

    private boolean isOther(Submission one) {
        return !one.id().equals(id());
    }

    /** Whatever it is called where it lies now, it is the one that was graded. */
    private Submission as(Submission found) {
        var was = recorded.submission();
        return new Submission(
                was.id(),
                was.source(),
                was.submitters(),
                was.submittedAt(),
                was.platformId(),
                found.contents(),
                was.late());
    }

    private static String digest(Submission submission) {
        return submission.contents() instanceof Contents.Files files ? files.digest() : "";
    }

    private IntakeResult unpacked(Assignment assignment, Staging staging)
            throws UsageException, IntakeException, IOException {
        var sources = sources();
        for (var source : sources) {
            if (!Files.exists(source)) {
                throw new UsageException(
                        "%s is no longer there; name where the submissions lie with --from"
                                .formatted(source));
            }
        }
        try {
            return parts.read(
                    new GradeOptions.Sources(sources, null, attempts()),
                    assignment,
                    staging.folder("submissions"));
        } catch (IOException e) {
            throw staging.room().explain(e);
        }
    }

    private List<Path> sources() throws UsageException {
        if (!said.submissions().isEmpty()) {
            return said.submissions();
        }
        if (origin == null) {
            throw new UsageException(
                    "the run does not say where its submissions lay; name them with --from");
        }
        return origin.sources();
    }

    private Attempts attempts() throws UsageException {
        try {
            return origin == null
                    ? Attempts.ALL // whichever counted, its digest tells
                    : Attempts.valueOf(origin.attempts().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UsageException("the run's origin.json was changed: " + origin);
        }
    }

    /** Tell what is no longer as it was when this was graded, and may make a difference. */
    List<String> differences(Preparation prepared) throws IOException {
        var now = prepared.identity();
        return List.of(
                        differs("assignment digest", now.assignmentDigest(), "the assignment"),
                        differs("engine", now.engine(), "the engine"),
                        differs("image digest", now.image().digest(), "the image"),
                        differs("gradebox", now.version(), "gradebox"),
                        differs("gpu devices", now.devices(), "the kind of GPU"))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> differs(String part, String now, String words) {
        var was = was(part);
        return was.equals(now)
                ? Optional.empty()
                : Optional.of(
                        "%s is not what it was when this was graded (%s, and now %s)"
                                .formatted(words, word(was), word(now)));
    }

    private static String word(String value) {
        return value.isEmpty() ? "none" : value;
    }
}
