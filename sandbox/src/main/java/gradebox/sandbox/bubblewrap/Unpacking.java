package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.Scratch;
import gradebox.sandbox.host.FolderLock;
import gradebox.sandbox.host.Labels;
import gradebox.sandbox.host.Uninterrupted;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Unpack one image into a folder of its own; what is not complete when it is closed is deleted.
 *
 * @param folder its folder, which is renamed once it is complete
 * @param root where the image's files go
 */
record Unpacking(Path folder, Path root) implements AutoCloseable {
    private static final String BEGUN = "new-";
    private static final String HOSTS = "127.0.0.1\tlocalhost\n::1\tlocalhost\n";

    @SuppressWarnings("try") // held, not used
    static Unpacking below(Path parent, String root) throws IOException, InterruptedException {
        passable(parent);
        try (var turn = FolderLock.of(parent)) {
            var folder = Files.createTempDirectory(parent, BEGUN);
            Labels.write(folder, RunIdentity.ofThisProcess().labels("unpacking"));
            return new Unpacking(folder, Files.createDirectory(folder.resolve(root)));
        }
    }

    /**
     * Delete what runs that were killed had begun to unpack below a folder; no other's. One without
     * a label was left while it was made or deleted: nobody does that while it is our turn.
     */
    @SuppressWarnings("try") // held, not used
    static void sweep(Path parent) throws IOException, InterruptedException {
        var self = RunIdentity.ofThisProcess();
        try (var turn = FolderLock.of(parent);
                var begun = Files.newDirectoryStream(parent, BEGUN + "*")) {
            for (var folder : begun) {
                var labels = Labels.read(folder);
                if (labels.isEmpty() || self.outlived(labels)) {
                    Scratch.delete(folder);
                }
            }
        }
    }

    private static void passable(Path folder) {
        folder.toFile().setReadable(true, false);
        folder.toFile().setExecutable(true, false);
    }

    /** Write an archive. */
    interface Source {
        void writeTo(OutputStream archive) throws IOException, InterruptedException;
    }

    /** Unpack all of an archive but its devices, which sandboxes have of their own. */
    void take(Source source) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                "tar",
                                "--extract",
                                "--ignore-zeros", // else it leaves before the last are written
                                "--numeric-owner",
                                "--preserve-permissions",
                                "--exclude=dev/*",
                                "--exclude=./dev/*",
                                "--directory",
                                "" + root)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("tar.log").toFile())
                        .start();
        try {
            boolean whole;
            try (var archive = new ArchiveEnd(process.getOutputStream())) {
                source.writeTo(archive);
                whole = archive.isReached();
            } catch (SandboxException e) {
                throw e;
            } catch (IOException e) {
                end(process, "tar could not unpack an image"); // knows better why it broke off
                throw e;
            }
            end(process, "tar could not unpack an image");
            if (!whole) {
                throw new SandboxException("an image's archive broke off: try again");
            }
        } finally {
            process.destroyForcibly();
        }
        takeRightsAway();
        nameTheLoopback();
        passable(root);
        passable(folder); // nobody could pass it while programs in it could still make him root
    }

    private void end(Process process, String what) throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            var said = Files.readAllLines(folder.resolve("tar.log"));
            throw new SandboxException(what + ": " + (said.isEmpty() ? "" : said.getLast()));
        }
    }

    /** Programs that make their user root would do so for every user of this machine. */
    private void takeRightsAway() throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                List.of(
                                        "find",
                                        root.toString(),
                                        "-xdev",
                                        "-type",
                                        "f",
                                        "-perm",
                                        "/6000",
                                        "-exec",
                                        "chmod",
                                        "ug-s",
                                        "{}",
                                        "+"))
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(folder.resolve("tar.log").toFile()))
                        .start();
        try {
            end(process, "set-user-ids could not be taken away");
        } finally {
            process.destroyForcibly();
        }
    }

    /** A link in the image is left alone: here it would lead to the host's own files. */
    private void nameTheLoopback() throws IOException {
        var etc = root.resolve("etc");
        if (!Files.exists(etc, LinkOption.NOFOLLOW_LINKS)) {
            passable(Files.createDirectory(etc));
        }
        var hosts = etc.resolve("hosts");
        if (Files.isDirectory(etc, LinkOption.NOFOLLOW_LINKS) && isMissingOrEmpty(hosts)) {
            Files.writeString(
                    hosts,
                    HOSTS,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            hosts.toFile().setReadable(true, false);
        }
    }

    private static boolean isMissingOrEmpty(Path file) throws IOException {
        return !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                || (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0);
    }

    @Override
    @SuppressWarnings("try") // held, not used
    public void close() throws IOException {
        if (!Files.exists(folder)) {
            return; // complete, and in its place
        }
        try (var turn = Uninterrupted.get(() -> FolderLock.of(folder.resolveSibling(".")))) {
            Scratch.delete(folder);
        }
    }
}
