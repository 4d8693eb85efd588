package gradebox.sandbox.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Put the protocol's Python end where sandboxes can see it. */
public final class CallResources {
    /** Where sandboxes have the runtime folder. */
    public static final String FOLDER = "/gradebox";

    /** Where sandboxes have the submission. */
    public static final String SUBMISSION = "/submission";

    private static final String STUDENT_END = "gradebox_call.py";

    private CallResources() {}

    /**
     * Write the files that belong at {@link #FOLDER} into a folder of the host, readable by every
     * sandbox.
     */
    public static void stage(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (var in = CallResources.class.getResourceAsStream(STUDENT_END)) {
            Files.write(folder.resolve(STUDENT_END), Objects.requireNonNull(in).readAllBytes());
        }
    }

    /**
     * Return the command of the Python end.
     *
     * @param life when it ends by itself, should nobody end it
     */
    static List<String> studentEnd(Duration life, Collection<String> preload) {
        var argv = new ArrayList<>(List.of("python3", "-I", "-B", FOLDER + "/" + STUDENT_END));
        argv.add(Long.toString(life.toSeconds() + 10));
        argv.add(SUBMISSION);
        preload.stream().sorted().forEach(argv::add);
        return argv;
    }
}
