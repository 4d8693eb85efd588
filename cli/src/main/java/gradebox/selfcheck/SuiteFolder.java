package gradebox.selfcheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Hold a suite's files, junk aside.
 *
 * @param top its folder, or the one file that it is
 */
record SuiteFolder(Path top, List<SuiteSource> sources) {
    private static final Set<String> JUNK =
            Set.of("__pycache__", ".pytest_cache", ".git", ".idea", ".vscode", ".DS_Store");

    SuiteFolder {
        sources = List.copyOf(sources);
    }

    static SuiteFolder read(Path top) throws IOException {
        var sources = new ArrayList<SuiteSource>();
        try (var found = Files.walk(top)) {
            for (var file : found.filter(Files::isRegularFile).sorted().toList()) {
                var relative = file.equals(top) ? file.getFileName() : top.relativize(file);
                if (!isJunk(relative)) {
                    var path = relative.toString().replace('\\', '/');
                    sources.add(SuiteSource.of(path, Files.readAllBytes(file)));
                }
            }
        }
        return new SuiteFolder(top, sources);
    }

    private static boolean isJunk(Path relative) {
        for (var part : relative) {
            if (JUNK.contains(part.toString())) {
                return true;
            }
        }
        return relative.toString().endsWith(".pyc");
    }

    boolean isFile() {
        return Files.isRegularFile(top);
    }

    Path locate(SuiteSource file) {
        return isFile() ? top : top.resolve(file.path());
    }
}
