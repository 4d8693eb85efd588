package gradebox.graders.junit;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.InvalidAssignmentException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteCacheTest {
    private static final String RIGHT = "class S { @org.junit.jupiter.api.Test void one() {} }";
    private static final String OTHER = "class S { @org.junit.jupiter.api.Test void two() {} }";

    @TempDir Path folder;
    private Path sources;
    private Path kept;
    private SuiteCache cache;

    @BeforeEach
    void prepare() throws Exception {
        sources = Files.createDirectory(folder.resolve("suite"));
        kept = folder.resolve("cache/suites");
        cache = new SuiteCache(kept);
        write(RIGHT);
    }

    private void write(String source) throws Exception {
        Files.writeString(sources.resolve("S.java"), source);
    }

    /** Return the suite's test, as its class says. */
    private String test() throws InvalidAssignmentException, Exception {
        try (var suite = CompiledSuite.compile(sources, cache);
                var loader = suite.loader()) {
            return loader.loadClass("S").getDeclaredMethods()[0].getName();
        }
    }

    private List<Path> entries() throws Exception {
        try (var files = Files.list(kept)) {
            return files.toList();
        }
    }

    /** Swap what is kept of one suite for what is kept of another, to see whether it is used. */
    private void swapWith(String other) throws Exception {
        assertThat(test()).isEqualTo("one");
        var first = entries().getFirst();
        write(other);
        assertThat(test()).isEqualTo("two");
        var second = entries().stream().filter(file -> !file.equals(first)).findFirst();
        Files.write(first, Files.readAllBytes(second.orElseThrow()));
        write(RIGHT);
    }

    @Test
    void whatIsKeptIsNotCompiledAgain() throws Exception {
        swapWith(OTHER);
        assertThat(test()).isEqualTo("two");
    }

    @Test
    void aChangedSourceIsAnotherSuite() throws Exception {
        assertThat(test()).isEqualTo("one");
        write(OTHER);
        assertThat(test()).isEqualTo("two");
        assertThat(entries()).hasSize(2);
    }

    @Test
    void whatIsDamagedIsCompiledAgain() throws Exception {
        assertThat(test()).isEqualTo("one");
        var file = entries().getFirst();
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(test()).isEqualTo("one");
        assertThat(Files.readAllBytes(file)).isNotEqualTo(bytes);
        Files.write(file, new byte[0]);
        assertThat(test()).isEqualTo("one");
    }

    @Test
    void aFolderThatOthersCanEnterIsNotUsed() throws Exception {
        swapWith(OTHER);
        for (var mode : List.of("rwxr-xr-x", "rwx-w----", "rwx-----x")) {
            Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString(mode));
            assertThat(test()).as(mode).isEqualTo("one");
        }
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rwx------"));
        assertThat(test()).isEqualTo("two");
    }

    /** Only root can give a folder away; for others it is enough that nobody can. */
    @Test
    void aFolderOfAnotherUserIsNotUsed() throws Exception {
        swapWith(OTHER);
        try {
            Files.setAttribute(kept, "unix:uid", 12_345);
        } catch (FileSystemException e) {
            assertThat(Files.getAttribute(kept, "unix:uid")).isNotEqualTo(12_345);
            return;
        }
        assertThat(test()).isEqualTo("one");
    }

    @Test
    void aLinkToAFolderIsNotUsed() throws Exception {
        swapWith(OTHER);
        var real = Files.move(kept, folder.resolve("elsewhere"));
        Files.createSymbolicLink(kept, real);
        assertThat(test()).isEqualTo("one");
    }

    @Test
    void aFolderThatCannotBeMadeCostsNothingButTime() throws Exception {
        Files.writeString(folder.resolve("cache"), "a file");
        assertThat(test()).isEqualTo("one");
    }

    @Test
    void aSuiteThatDoesNotCompileIsNotKept() throws Exception {
        write("class S { int x = nothing; }");
        try {
            test();
        } catch (InvalidAssignmentException e) {
            assertThat(e).hasMessageContaining("nothing");
        }
        assertThat(kept).doesNotExist();
    }

    @Test
    void theOldestGoWhereThereAreTooMany() throws Exception {
        assertThat(test()).isEqualTo("one");
        var first = entries().getFirst();
        Files.setLastModifiedTime(first, FileTime.from(Instant.EPOCH));
        for (int i = 0; i < SuiteCache.MOST_ENTRIES; i++) {
            Files.writeString(kept.resolve("other" + i), "");
        }
        write(OTHER);
        assertThat(test()).isEqualTo("two");
        assertThat(entries()).hasSize(SuiteCache.MOST_ENTRIES).doesNotContain(first);
    }

    @Test
    void aJarThatChangesIsAnotherClassPath() throws Exception {
        var jar = Files.writeString(folder.resolve("some.zip"), "1");
        var before = SuiteKey.of(sources, List.of(), List.of(), jar.toString());
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        assertThat(SuiteKey.of(sources, List.of(), List.of(), jar.toString())).isNotEqualTo(before);
    }

    @Test
    void itLiesWhereTheUserWants() {
        var home = Path.of("/home/ada");
        assertThat(SuiteCache.of(Map.of("GRADEBOX_CACHE", "/x"), true, home).toString())
                .isEqualTo("/x/suites");
        assertThat(SuiteCache.of(Map.of(), true, home).toString())
                .isEqualTo("/var/cache/gradebox/suites");
        assertThat(SuiteCache.of(Map.of(), false, home).toString())
                .isEqualTo("/home/ada/.cache/gradebox/suites");
        assertThat(SuiteCache.of(Map.of("XDG_CACHE_HOME", "c"), false, home).toString())
                .isEqualTo("/home/ada/.cache/gradebox/suites");
        assertThat(SuiteCache.of(Map.of("XDG_CACHE_HOME", "/c"), false, home).toString())
                .isEqualTo("/c/gradebox/suites");
    }
}
