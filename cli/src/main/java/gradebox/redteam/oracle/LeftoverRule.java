package gradebox.redteam.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Expect the temporary folder empty, and in the state folder nothing but seeds. */
final class LeftoverRule implements Rule {

    @Override
    public String name() {
        return "files";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        var broken = new ArrayList<String>();
        for (var left : children(evidence.folders().temporary())) {
            broken.add("a temporary file is left: " + left.getFileName());
        }
        for (var left : children(evidence.folders().state())) {
            if (!left.getFileName().toString().equals("seeds")) {
                broken.add("the state folder holds " + left.getFileName());
            }
        }
        return broken;
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }
}
