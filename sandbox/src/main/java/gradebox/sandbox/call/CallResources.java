package gradebox.sandbox.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    static List<String> studentEnd(StudentModule module) {
        var argv = new ArrayList<>(List.of("python3", "-I", "-B", FOLDER + "/" + STUDENT_END));
        argv.addAll(module.arguments());
        return argv;
    }
}
