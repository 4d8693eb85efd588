package gradebox.sandbox.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import gradebox.sandbox.Confinement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Run the small program that shuts others away, and read what it tells. */
final class StandBy {
    private static final String SCRIPT = script();
    private static final JsonMapper JSON = new JsonMapper();

    private StandBy() {}

    /** Return the command that carries out an order from the program's start to its end. */
    static List<String> run(Path order) {
        return List.of("python3", "-I", "-S", "-B", "-c", SCRIPT, "run", order.toString());
    }

    /**
     * Kill and delete what is left of an order whose stand-by is gone.
     *
     * @return whether nothing is left
     */
    static boolean end(Path slot, Duration limit) throws IOException, InterruptedException {
        var order = slot.resolve(Order.FILE);
        if (!Files.exists(order)) {
            return true; // nothing was ever begun
        }
        var process = begin("end", order.toString()).start();
        try {
            process.getInputStream().close();
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
                    && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Return the kernel's version of Landlock; 0 where there is none. */
    static int landlock() throws IOException {
        var process = begin("landlock").start();
        try (var said = process.inputReader()) {
            String line = said.readLine();
            return line != null && line.matches("\\d{1,4}") ? Integer.parseInt(line) : 0;
        } finally {
            process.destroyForcibly();
        }
    }

    private static ProcessBuilder begin(String... words) {
        var argv = new ArrayList<>(List.of("python3", "-I", "-S", "-B", "-c", SCRIPT));
        argv.addAll(List.of(words));
        var builder = new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("PATH", Confinement.PATH);
        return builder;
    }

    /** Return what the stand-by of a slot told at its end; nothing if it did not. */
    static JsonNode status(Path slot) {
        try {
            return JSON.readTree(slot.resolve("status").toFile());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static String script() {
        try (InputStream in = StandBy.class.getResourceAsStream("confine.py")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
