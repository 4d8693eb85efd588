package gradebox.sandbox.process;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.sandbox.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Say to the stand-by what to shut away, and how. The file is root's alone: it lies in the slot,
 * where only what is handed to the sandbox's user by name is that user's.
 *
 * @param confinement what is asked for
 * @param places where it lies
 * @param user whom the program runs as
 * @param rules what Landlock leaves of the file system
 * @param filter the file with the filter of system calls
 * @param bounds what of its limits the container cuts, or leaves to the stand-by
 * @param doors what the program's number is written to first
 * @param environment variables that devices need
 */
record Order(
        Confinement confinement,
        Places places,
        int user,
        List<List<String>> rules,
        Path filter,
        Bounds bounds,
        List<Path> doors,
        Map<String, String> environment) {
    static final String FILE = "order";

    /**
     * Hold what the container makes of limits.
     *
     * @param memory how many bytes all processes may hold, by the stand-by's count; 0 where the
     *     kernel counts
     * @param processes how many there may be
     * @param spare a user that no sandbox has
     */
    record Bounds(long memory, int processes, int spare) {}

    private static final JsonMapper JSON = new JsonMapper();

    /** Write it; returns the file. */
    Path write(List<String> program) throws IOException {
        ObjectNode order = JsonNodeFactory.instance.objectNode();
        order.put("parent", ProcessHandle.current().pid());
        order.put("user", user);
        order.put("spare", bounds.spare());
        order.put("oom", Confinement.OOM_SCORE);
        order.put("filter", filter.toString());
        order.put("folder", places.work().toString());
        doors.forEach(door -> order.withArray("doors").add(door.toString()));
        order.withArray("doors");
        var limits = order.putObject("limits");
        confinement.ulimits().forEach(limits::put);
        limits.put("nproc", bounds.processes());
        order.put("memory", bounds.memory());
        order.put("promised", confinement.spec().limits().memoryBytes());
        var all = order.putArray("rules");
        rules.forEach(rule -> rule.forEach(all.addArray()::add));
        var variables = order.putObject("environment");
        environment().forEach(variables::put);
        confinement
                .environment()
                .forEach((name, value) -> variables.put(name, places.translate(value)));
        variables.put("TMPDIR", places.temporary().toString());
        var argv = order.putArray("argv");
        argv.add(
                "env"); // the stand-by is the second line of defence that others need "timeout" for
        program.forEach(word -> argv.add(places.translate(word)));
        return secret(places.slot().resolve(FILE), JSON.writeValueAsBytes(order));
    }

    /** Write a file that is this user's alone. */
    static Path secret(Path file, byte[] bytes) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, bytes);
    }
}
