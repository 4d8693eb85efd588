package gradebox.redteam.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Expect no mount on, or of, a folder of the run. */
final class MountRule implements Rule {
    private final Path mounts;

    MountRule() {
        this(Path.of("/proc/self/mountinfo"));
    }

    MountRule(Path mounts) {
        this.mounts = mounts;
    }

    @Override
    public String name() {
        return "mounts";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        var mark = evidence.folders().root().getFileName().toString();
        try (var lines = Files.lines(mounts)) {
            return lines.filter(line -> line.contains(mark)).toList();
        }
    }
}
