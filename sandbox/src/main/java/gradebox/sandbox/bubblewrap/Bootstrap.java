package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.Scratch;
import gradebox.sandbox.host.Uninterrupted;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;

/** Make a root file system of Debian's packages with mmdebstrap, and follow a recipe in it. */
final class Bootstrap implements AutoCloseable {
    /** Each command lies beside its hook, so that it is pasted into nothing. */
    private static final String HOOK =
            """
            #!/bin/sh
            set -eu
            exec chroot "$1" /bin/sh -c "$(cat "$0.command")"
            """;

    private static final Duration LAST = Duration.ofSeconds(10);

    private final Path folder;
    private final List<Path> hooks;
    private final MessageDigest digest = DigestUtils.getSha256Digest();

    private Bootstrap(Path folder, List<Path> hooks) {
        this.folder = folder;
        this.hooks = List.copyOf(hooks);
    }

    static Bootstrap with(RecipeSteps steps) throws IOException {
        var folder = Scratch.folder("recipe");
        var hooks = new ArrayList<Path>();
        for (var command : steps.commands()) {
            var hook = folder.resolve("hook-" + hooks.size());
            Files.writeString(hook, HOOK);
            Files.writeString(folder.resolve(hook.getFileName() + ".command"), command);
            if (!hook.toFile().setExecutable(true)) {
                throw new IOException(hook + " cannot be made executable");
            }
            hooks.add(hook);
        }
        return new Bootstrap(folder, hooks);
    }

    List<String> argv() {
        var argv = new ArrayList<>(List.of("mmdebstrap", "--quiet", "--variant=minbase"));
        argv.addAll(List.of("--format=tar", "--include=ca-certificates"));
        hooks.forEach(hook -> argv.add("--customize-hook=" + hook));
        argv.addAll(List.of("trixie", "-"));
        return List.copyOf(argv);
    }

    /** Write the archive. */
    void writeTo(OutputStream archive) throws IOException, InterruptedException {
        var log = folder.resolve("log");
        var process = start(log);
        try (var made = process.getInputStream()) {
            process.getOutputStream().close();
            copy(made, new DigestOutputStream(archive, digest));
            if (process.waitFor() != 0) {
                throw new SandboxException("mmdebstrap could not make the image: " + lastLine(log));
            }
        } finally {
            Uninterrupted.get(() -> ended(process));
        }
    }

    /** Copy on a thread of its own: to read from a process heeds no interrupt. */
    private static void copy(InputStream from, OutputStream to)
            throws IOException, InterruptedException {
        var copying = new FutureTask<>(() -> from.transferTo(to));
        Thread.ofPlatform().daemon().name("mmdebstrap's archive").start(copying);
        try {
            copying.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e);
        }
    }

    /** It clears its work away if it is asked to end; what does not end so is killed. */
    private static boolean ended(Process process) throws InterruptedException {
        var below = process.descendants().toList();
        process.destroy();
        boolean ended = process.waitFor(LAST.toNanos(), TimeUnit.NANOSECONDS);
        below.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        return ended;
    }

    private Process start(Path log) throws IOException {
        var builder = new ProcessBuilder(argv()).redirectError(log.toFile());
        builder.environment().put("TMPDIR", work().toString());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new EngineUnavailableException(
                    "no Docker engine has the image, and mmdebstrap, which could make it, is not installed: run apt-get install mmdebstrap, or gradebox demo --setup",
                    e);
        }
    }

    /** Return where it works, so that what it leaves goes with this; it may work as others. */
    Path work() throws IOException {
        folder.toFile().setExecutable(true, false);
        var work = Files.createDirectories(folder.resolve("work"));
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxrwxrwx"));
        return work;
    }

    private static String lastLine(Path log) throws IOException {
        var text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        return text.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
    }

    /** Return the hash of what was written. */
    String digest() {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        Scratch.delete(folder);
    }
}
