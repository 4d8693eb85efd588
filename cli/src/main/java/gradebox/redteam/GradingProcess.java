package gradebox.redteam;

import gradebox.redteam.oracle.Traces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Grade one scene with gradebox as a process, and watch that from outside. */
final class GradingProcess {
    private static final long GLANCE_MILLIS = 50;
    private static final int GLANCES_A_LOOK = 5;
    private static final long PATIENCE_SECONDS = 20;

    private final Scene scene;
    private final Process process;
    private final long started = System.nanoTime();
    private long memory;
    private int descriptors;
    private long disk;

    private GradingProcess(Scene scene, Process process) {
        this.scene = scene;
        this.process = process;
    }

    static GradingProcess start(Scene scene, Program program, String engine) throws IOException {
        var command =
                new ArrayList<>(
                        program.with("java.io.tmpdir", scene.folders().temporary()).words());
        command.addAll(List.of("grade", scene.assignment().toString(), scene.members().toString()));
        command.addAll(List.of("-o", scene.folders().out().toString(), "-j", "1"));
        command.addAll(List.of("--engine", engine));
        var builder =
                new ProcessBuilder(command)
                        .directory(scene.folders().root().toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(scene.printed().toFile())
                        .redirectError(scene.told().toFile());
        var environment = builder.environment();
        environment.put("TMPDIR", scene.folders().temporary().toString());
        environment.put("GRADEBOX_STATE", scene.folders().state().toString());
        for (var name : List.of("GRADEBOX_SECRET", "AWS_SECRET_ACCESS_KEY", "HF_TOKEN")) {
            environment.put(name, scene.canaries().environment());
        }
        return new GradingProcess(scene, builder.start());
    }

    long pid() {
        return process.pid();
    }

    /** Wait for its end, and kill it where that does not come. */
    Traces watch(Duration limit) throws IOException, InterruptedException {
        boolean ended = false;
        try {
            for (int i = 0; !ended && elapsed().compareTo(limit) < 0; i++) {
                glance(i % GLANCES_A_LOOK == 0);
                ended = process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            if (!ended) {
                end();
            }
        }
        var wall = elapsed();
        return new Traces(
                ended ? process.exitValue() : -1,
                text(scene.printed()),
                text(scene.told()),
                wall,
                new Traces.Peaks(memory, descriptors, disk, printed()));
    }

    private long printed() throws IOException {
        return Files.size(scene.printed()) + Files.size(scene.told());
    }

    /** Let it clean up, where it still can. */
    private void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private void glance(boolean atFolders) {
        var proc = Path.of("/proc", Long.toString(process.pid()));
        memory = Math.max(memory, peakMemory(proc.resolve("status")));
        descriptors = Math.max(descriptors, entries(proc.resolve("fd")));
        if (atFolders) {
            long now = Trees.size(scene.folders().out()) + Trees.size(scene.folders().temporary());
            disk = Math.max(disk, now);
        }
    }

    /** The kernel keeps the peak itself. */
    private static long peakMemory(Path status) {
        try {
            return Files.readString(status)
                    .lines()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // it has just ended
        }
    }

    private static int entries(Path folder) {
        var names = folder.toFile().list();
        return names == null ? 0 : names.length;
    }

    private static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(Traces.MOST_TEXT), StandardCharsets.UTF_8);
        }
    }
}
