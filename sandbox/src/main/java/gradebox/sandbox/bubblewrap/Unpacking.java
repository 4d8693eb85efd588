package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.Scratch;
import gradebox.sandbox.host.Labels;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
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

    static Unpacking below(Path parent, String root) throws IOException {
        passable(parent);
        var folder = Files.createTempDirectory(parent, BEGUN);
        passable(folder);
        Labels.write(folder, RunIdentity.ofThisProcess().labels("unpacking"));
        var files = Files.createDirectory(folder.resolve(root));
        passable(files);
        return new Unpacking(folder, files);
    }

    /** Delete what runs that were killed had begun to unpack below a folder; no other's. */
    static void sweep(Path parent) throws IOException {
        var self = RunIdentity.ofThisProcess();
        try (var begun = Files.newDirectoryStream(parent, BEGUN + "*")) {
            for (var folder : begun) {
                if (self.outlived(Labels.read(folder))) {
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
        refine();
    }

    private void end(Process process, String what) throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            var said = Files.readAllLines(folder.resolve("tar.log"));
            throw new SandboxException(what + ": " + (said.isEmpty() ? "" : said.getLast()));
        }
    }

    /** Programs that make their user root would do so for every user of this machine. */
    private void refine() throws IOException, InterruptedException {
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
        var hosts = root.resolve("etc/hosts");
        if (!Files.exists(hosts) || (Files.isRegularFile(hosts) && Files.size(hosts) == 0)) {
            Files.createDirectories(root.resolve("etc"));
            Files.writeString(hosts, HOSTS);
        }
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(folder)) {
            Scratch.delete(folder);
        }
    }
}
