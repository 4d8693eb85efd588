package gradebox.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Be the machine that this process runs on. */
public final class ThisHost implements Host {
    private static final int SECONDS = 10;

    @Override
    public Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The output goes through a file: a program that hangs must not hold its reader. */
    @Override
    public Optional<String> run(List<String> command) throws InterruptedException {
        try {
            var output = Files.createTempFile("gradebox-doctor-", ".txt");
            try {
                var builder = new ProcessBuilder(command).redirectErrorStream(true);
                builder.environment().put("LC_ALL", "C");
                builder.redirectInput(new File("/dev/null")).redirectOutput(output.toFile());
                return ended(builder.start())
                        ? Optional.of(
                                new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                                        .strip())
                        : Optional.empty();
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean ended(Process process) throws InterruptedException {
        try {
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public OptionalLong room(Path place) {
        @Nullable Path at = place.toAbsolutePath();
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        try {
            return at == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Files.getFileStore(at).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
