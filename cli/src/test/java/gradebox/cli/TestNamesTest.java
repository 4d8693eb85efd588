package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The build finds tests by the names of their classes: by another name, one would never run. What
 * bears another is a base of others, or run by one that names it.
 */
class TestNamesTest {
    private static final Pattern TESTS =
            Pattern.compile(
                    "^    @(Test|Property|ParameterizedTest|RepeatedTest)\\b", Pattern.MULTILINE);

    @Test
    void everyTestIsFound() throws Exception {
        var sources = sources();
        assertThat(sources).hasSizeGreaterThan(200);
        sources.forEach(
                (name, code) -> {
                    if (TESTS.matcher(code).find() && !name.matches(".*(Test|IT)")) {
                        var word = Pattern.compile("\\b" + name + "\\b");
                        assertThat(sources.values())
                                .as("what runs %s", name)
                                .anyMatch(
                                        other -> !other.equals(code) && word.matcher(other).find());
                    }
                });
    }

    private static Map<String, String> sources() throws IOException {
        var home = Path.of(System.getProperty("gradebox.home"));
        var sources = new HashMap<String, String>();
        for (var module : List.of("sandbox", "graders", "assignments", "cli")) {
            try (var files = Files.walk(home.resolve(module).resolve("src/test/java"))) {
                for (var file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                    var name = file.getFileName().toString().replace(".java", "");
                    sources.merge(name, Files.readString(file), String::concat);
                }
            }
        }
        return sources;
    }
}
