package gradebox.redteam.oracle;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a run leaves behind in which all rules hold, to be broken in one place by each test. */
final class SampleRun {
    private static final String CLASS =
            """
            {"flags": [],
             "submissions": [
              {"id": "attack", "status": "graded", "score": 1, "max": 10, "seconds": 2.5, "notes": [],
               "lines": [{"outcome": "failed", "reason": "crashed", "feedback": "its process ended", "flags": []}]},
              {"id": "zz-honest", "status": "graded", "score": 10, "max": 10, "seconds": 0.5, "notes": [], "lines": []}
             ]}
            """;
    private static final String RESULTS =
            """
            {"score": 1, "output": "", "tests": [
              {"name": "add(a, b)", "score": 1, "max_score": 1, "status": "passed", "output": ""}]}
            """;

    final Evidence.Folders folders;
    final Canaries canaries = Canaries.draw(new SecureRandom());
    Set<String> statuses = Set.of("graded");
    String most = "1";
    List<Pattern> says = List.of();
    List<Pattern> keepsOut = List.of();
    boolean flagged;
    Optional<String> one = Optional.empty();
    int exitCode;
    String out = "attack  1\n";
    String err = "";
    Traces.Peaks peaks = new Traces.Peaks(300L << 20, 90, 1L << 20, 1 << 10);
    Duration wall = Duration.ofSeconds(8);
    List<String> remains = List.of();
    Map<String, String> before = Map.of("host-secret.txt", "d1");
    Map<String, String> after = before;

    SampleRun(Path root) throws IOException {
        folders =
                new Evidence.Folders(
                        root, root.resolve("out"), root.resolve("tmp"), root.resolve("state"));
        Files.createDirectories(folders.temporary());
        Files.createDirectories(folders.state().resolve("seeds"));
        write("class.json", CLASS);
        write("submissions/attack/results.json", RESULTS);
        write("submissions/zz-honest/results.json", RESULTS);
        write("grades.csv", "id,score,max,points/accuracy\nattack,1,10,-0.5\nzz-honest,10,10,1\n");
        write("gradebox.log", "INFO attack ends\n");
    }

    Path write(String name, String text) throws IOException {
        var file = folders.out().resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    void replace(String name, String old, String other) throws IOException {
        var text = Files.readString(folders.out().resolve(name));
        if (!text.contains(old)) {
            throw new IllegalArgumentException(name + " has no " + old);
        }
        write(name, text.replace(old, other));
    }

    Evidence evidence() {
        var expected =
                new Expectation(
                        statuses,
                        new BigDecimal(most),
                        says,
                        keepsOut,
                        flagged,
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(15));
        return new Evidence(
                folders,
                expected,
                one,
                new Traces(exitCode, out, err, wall, peaks),
                canaries,
                remains,
                new Evidence.Outside(before, after));
    }
}
