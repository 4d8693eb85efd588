package gradebox.redteam.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Expect no process that belongs to the run: none whose command, environment, folder or mounts name
 * the run's own folder. Mounts are what a process in a sandbox cannot hide.
 */
final class ProcessRule implements Rule {
    private static final List<String> TELLING = List.of("cmdline", "environ", "mountinfo");

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        var mark = evidence.folders().root().getFileName().toString();
        var broken = new ArrayList<String>();
        try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : all) {
                if (!process.getFileName().toString().equals(own()) && names(process, mark)) {
                    broken.add("process %s runs on: %s".formatted(process, command(process)));
                }
            }
        }
        return broken;
    }

    private static String own() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static boolean names(Path process, String mark) {
        return TELLING.stream().anyMatch(file -> read(process.resolve(file)).contains(mark))
                || folder(process).contains(mark);
    }

    private static String folder(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).toString();
        } catch (IOException e) {
            return ""; // it has ended, or is another user's
        }
    }

    private static String command(Path process) {
        return read(process.resolve("cmdline")).replace('\0', ' ');
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // it has ended, or is another user's
        }
    }
}
