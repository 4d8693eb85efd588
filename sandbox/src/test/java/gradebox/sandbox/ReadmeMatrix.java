package gradebox.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Read the README's table of what each engine promises. */
public final class ReadmeMatrix {
    private static final String HEAD = "| what a sandbox promises |";

    private ReadmeMatrix() {}

    /** Return what a column promises; every guarantee has to have its row. */
    public static Set<Guarantee> column(String engine) throws IOException {
        var lines = Files.readAllLines(Path.of(System.getProperty("gradebox.home"), "README.md"));
        int column = -1;
        var promised = EnumSet.noneOf(Guarantee.class);
        for (var line : lines) {
            var cells = List.of(line.split(" *\\| *", -1));
            if (line.startsWith(HEAD)) {
                column = cells.indexOf(engine);
            }
            for (var guarantee : Guarantee.values()) {
                if (column > 0 && line.startsWith("| " + guarantee.line() + " |")) {
                    require(List.of("yes", "no").contains(cells.get(column)), line);
                    if (cells.get(column).equals("yes")) {
                        promised.add(guarantee);
                    }
                }
            }
        }
        require(column > 0, engine);
        for (var guarantee : Guarantee.values()) {
            require(
                    lines.stream().anyMatch(l -> l.startsWith("| " + guarantee.line() + " |")),
                    guarantee.line());
        }
        return promised;
    }

    private static void require(boolean held, String what) {
        if (!held) {
            throw new AssertionError("the README's table of engines lacks: " + what);
        }
    }
}
