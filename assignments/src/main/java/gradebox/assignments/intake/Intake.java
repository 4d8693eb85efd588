package gradebox.assignments.intake;

import gradebox.grading.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Take in submissions: tell what each source is by its content, see whose every submission is and
 * which attempt counts, and take a snapshot of its files.
 *
 * <p>A source is one file; one folder, zip, tar or tar.gz that is a submission; a folder or an
 * archive of those; an export of Gradescope's; or a download of Canvas's. A source that holds a
 * required file at its top, or in the one folder that holds everything, is one submission; the
 * other rules stand at {@link Arrangement}. An archive inside a submission stays a file of it.
 *
 * <p>What a student can spoil, an archive that cannot be opened, is that submission's {@link
 * Submission.Contents.Unreadable}. What staff can spoil is an {@link IntakeException}.
 */
public final class Intake {
    private final IntakeOptions options;

    public Intake(IntakeOptions options) {
        this.options = options;
    }

    /**
     * Take in a class.
     *
     * @param sources files and folders, read in this order
     * @param staging an empty folder, or one to be made, for the snapshots; only its owner may
     *     enter it afterwards
     * @throws IntakeException if staff have to mend something
     * @throws IOException if the machine fails
     */
    public IntakeResult read(List<Path> sources, Path staging) throws IntakeException, IOException {
        Optional<RosterCall> roster = roster(options.roster());
        prepare(staging);
        List<String> notes = new ArrayList<>();
        var reader = new SourceReader(options, staging, notes);
        List<Draft> drafts = new ArrayList<>();
        for (Path source : sources) {
            drafts.addAll(reader.read(source));
        }
        List<Draft> named = roster.isPresent() ? roster.get().filled(drafts) : drafts;
        List<Draft> all =
                new ArrayList<>(new AttemptChoice(options.attempts(), notes).chosen(named));
        roster.ifPresent(call -> all.addAll(call.absent()));
        return new IntakeResult(submissions(all, staging, notes), notes);
    }

    /**
     * Take in a source that is known to be one submission, whatever it looks like: what a platform
     * hands over for one student, who could arrange its files to look like a class.
     *
     * @param staging as for a class
     */
    public IntakeResult readOne(Path source, Path staging) throws IntakeException, IOException {
        prepare(staging);
        List<String> notes = new ArrayList<>();
        Draft draft = new SourceReader(options, staging, notes).readOne(source);
        return new IntakeResult(submissions(List.of(draft), staging, notes), notes);
    }

    private static Optional<RosterCall> roster(@Nullable Path file)
            throws IntakeException, IOException {
        return file == null ? Optional.empty() : Optional.of(new RosterCall(Roster.read(file)));
    }

    private static void prepare(Path staging) throws IOException {
        Files.createDirectories(staging);
        Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("rwx------"));
    }

    private List<Submission> submissions(List<Draft> drafts, Path staging, List<String> notes)
            throws IOException {
        var names = new Names();
        var snapshots = new Snapshots(options, notes);
        List<Submission> submissions = new ArrayList<>();
        for (Draft draft : drafts) {
            String id = names.claim(draft.name());
            submissions.add(
                    new Submission(
                            id,
                            draft.source(),
                            draft.submitters(),
                            draft.submittedAt(),
                            draft.platformId(),
                            snapshots.take(draft, staging.resolve(id)),
                            draft.late()));
        }
        submissions.sort(Comparator.comparing(Submission::id));
        return submissions;
    }
}
