package gradebox.sandbox.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Pretend GPUs at the machine's edge: in the place of NVIDIA's program and of its hook stand two
 * scripts, {@code src/test/standin}; all else is real.
 *
 * @param folder what is on the devices, as the scripts read it
 */
public record StandIn(Path folder) {
    private static final List<String> UUIDS =
            List.of(
                    "GPU-aaaa0000-0000-0000-0000-000000000000",
                    "GPU-bbbb0000-0000-0000-0000-000000000000");

    /** Pretend two idle devices of 8 GiB. */
    public static StandIn two(Path folder) throws IOException {
        var standIn = new StandIn(folder);
        standIn.write(
                "devices",
                "0, %s, Pretended 8, 8192, 550.54, Disabled",
                "1, %s, Pretended 8, 8192, 550.54, Disabled");
        standIn.write("used", "%s, 3", "%s, 3");
        return standIn;
    }

    private void write(String name, String first, String second) throws IOException {
        var lines = List.of(first.formatted(UUIDS.get(0)), second.formatted(UUIDS.get(1)));
        Files.write(folder.resolve(name), lines);
    }

    public String uuid(int index) {
        return UUIDS.get(index);
    }

    /** Return what the environment of engines, and of gradebox itself, must have. */
    public Map<String, String> environment() {
        var scripts = Path.of(System.getProperty("gradebox.home"), "sandbox/src/test/standin");
        return Map.of(
                "PATH", scripts + ":" + System.getenv("PATH"), "STANDIN_GPUS", folder.toString());
    }

    /** Say that a process computes on a device. */
    public void leave(int index, long process) throws IOException {
        Files.writeString(
                folder.resolve("processes"), "%s, %d, 700%n".formatted(UUIDS.get(index), process));
    }

    /** Let a device fall off the bus. */
    public void lose(int index) throws IOException {
        Files.createFile(folder.resolve("lost-" + UUIDS.get(index)));
    }

    /** Make all devices idle again, and forget what was given out. */
    public void recover() throws IOException {
        for (var file :
                List.of("processes", "given", "lost-" + UUIDS.get(0), "lost-" + UUIDS.get(1))) {
            Files.deleteIfExists(folder.resolve(file));
        }
    }

    /**
     * One container that was given devices.
     *
     * @param container the engine's id
     * @param devices as they were asked for
     * @param capabilities what the driver is to do there
     */
    public record Given(String container, String devices, String capabilities) {}

    /** Return what the hook gave out, in order. */
    public List<Given> given() throws IOException {
        var log = folder.resolve("given");
        if (!Files.exists(log)) {
            return List.of();
        }
        return Files.readAllLines(log).stream()
                .map(line -> line.split(" ", -1))
                .map(words -> new Given(words[1], words[2], words[3]))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
