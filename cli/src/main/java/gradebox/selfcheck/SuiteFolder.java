package gradebox.selfcheck;

import gradebox.sandbox.archive.Junk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hold a suite's files, junk aside.
 *
 * @param top its folder, or the one file that it is
 */
record SuiteFolder(Path top, List<SuiteSource> sources) {
    SuiteFolder {
        sources = List.copyOf(sources);
    }

    static SuiteFolder read(Path top) throws IOException {
        var sources = new ArrayList<SuiteSource>();
        try (var found = Files.walk(top)) {
            for (var file : found.filter(Files::isRegularFile).sorted().toList()) {
                var relative = file.equals(top) ? file.getFileName() : top.relativize(file);
                var path = relative.toString().replace('\\', '/');
                if (Junk.in(path).isEmpty()) {
                    sources.add(SuiteSource.of(path, Files.readAllBytes(file)));
                }
            }
        }
        return new SuiteFolder(top, sources);
    }

    boolean isFile() {
        return Files.isRegularFile(top);
    }

    Path locate(SuiteSource file) {
        return isFile() ? top : top.resolve(file.path());
    }
}
