package gradebox.assignments.intake;

import gradebox.grading.Submission.Contents;
import gradebox.sandbox.archive.ArchiveKind;
import gradebox.sandbox.archive.ArchiveLimits;
import gradebox.sandbox.archive.ArchiveOpener;
import gradebox.sandbox.archive.ArchiveRefusedException;
import gradebox.sandbox.archive.Dropped;
import gradebox.sandbox.archive.FolderCopier;
import gradebox.sandbox.archive.Refusal;
import gradebox.sandbox.archive.Unpacked;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Take snapshots of what students handed in, each into a folder of its own. Where one folder holds
 * everything, its contents are the submission; unless a required file is found without that.
 */
final class Snapshots {
    private static final int LISTED = 100;

    private final IntakeOptions options;
    private final ArchiveLimits limits;
    private final List<String> notes;

    Snapshots(IntakeOptions options, List<String> notes) {
        this.options = options;
        this.limits = ArchiveLimits.ofSubmission(options.maxBytes());
        this.notes = notes;
    }

    /** Take one; a student's fault is {@link Contents.Unreadable}. */
    Contents take(Draft draft, Path fresh) throws IOException {
        try {
            return switch (draft.material()) {
                case Material.Nothing nothing -> new Contents.Absent();
                case Material.Refused refused -> new Contents.Unreadable(refused.why());
                case Material.Folder folder ->
                        contents(new FolderCopier(limits).copyFolder(folder.path(), fresh));
                case Material.Single single -> contents(single(draft, single, fresh));
                case Material.Several several ->
                        contents(new FolderCopier(limits).copyFiles(several.files(), fresh));
                case Material.Part part -> contents(checked(part.part()));
            };
        } catch (ArchiveRefusedException e) {
            return new Contents.Unreadable(e.why());
        }
    }

    private Unpacked single(Draft draft, Material.Single single, Path fresh)
            throws ArchiveRefusedException, IOException {
        if (options.isArchive(single.name(), ArchiveKind.of(single.path()))) {
            return new ArchiveOpener(limits, Refusal.ARCHIVE).open(single.path(), fresh);
        }
        String name = single.name();
        if (options.required().size() == 1) {
            String required = options.required().getFirst();
            if (!name.equals(required) && Names.extension(name).equals(Names.extension(required))) {
                notes.add(draft.source() + ": taken for " + required);
                name = required;
            }
        }
        return new FolderCopier(limits).copyFiles(Map.of(name, single.path()), fresh);
    }

    /** Hold a part of a class's archive to the limits of one submission. */
    private Unpacked checked(Unpacked part) throws ArchiveRefusedException {
        for (Dropped dropped : part.dropped()) {
            if (dropped.kind() == Dropped.Kind.FATAL) {
                throw new ArchiveRefusedException(dropped.why());
            }
        }
        if (part.files().size() > limits.entries()) {
            throw new ArchiveRefusedException(
                    "it holds more than "
                            + limits.entries()
                            + " files; hand in only what is asked for");
        }
        if (part.bytes() > limits.totalBytes()) {
            throw new ArchiveRefusedException(
                    "it is larger than "
                            + limits.totalBytes()
                            + " bytes; hand in only what is asked for");
        }
        return part;
    }

    private Contents contents(Unpacked unpacked) {
        List<String> dropped = listed(unpacked.dropped());
        if (unpacked.files().isEmpty()) {
            return new Contents.Unreadable(
                    dropped.isEmpty()
                            ? "it holds no file"
                            : "it holds no file that can be graded; left out: "
                                    + String.join(", ", dropped));
        }
        Unpacked files = unwrapped(unpacked);
        return new Contents.Files(
                files.root(), files.paths(), dropped, files.digest(), unpacked.digest());
    }

    private Unpacked unwrapped(Unpacked unpacked) {
        List<String> paths = unpacked.paths();
        if (paths.stream().anyMatch(options.required()::contains)) {
            return unpacked;
        }
        int slash = paths.getFirst().indexOf('/');
        String top = slash < 0 ? "" : paths.getFirst().substring(0, slash);
        boolean wraps = slash > 0 && paths.stream().allMatch(path -> path.startsWith(top + "/"));
        return wraps ? unpacked.within(top) : unpacked;
    }

    private static List<String> listed(List<Dropped> dropped) {
        List<String> listed =
                new ArrayList<>(dropped.stream().limit(LISTED).map(Dropped::toString).toList());
        if (dropped.size() > LISTED) {
            listed.add("and " + (dropped.size() - LISTED) + " more");
        }
        return listed;
    }
}
