package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir private Path folder;

    @Test
    void onlyTheOwnerCanReadWhatIsWritten() throws IOException {
        AtomicFile.write(folder.resolve("a/b/file"), bytes("text"));
        assertThat(folder.resolve("a/b/file")).hasContent("text");
        assertThat(permissions("a/b/file")).isEqualTo("rw-------");
        assertThat(permissions("a/b")).isEqualTo("rwx------");
        assertThat(permissions("a")).isEqualTo("rwx------");
    }

    @Test
    void nothingButTheFileIsLeft() throws IOException {
        AtomicFile.write(folder.resolve("file"), bytes("old"));
        AtomicFile.write(folder.resolve("file"), bytes("new"));
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
        assertThat(folder.resolve("file")).hasContent("new");
    }

    @Test
    void aWriteThatFailsLeavesNothing() throws IOException {
        Files.createDirectories(folder.resolve("taken/inside"));
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("taken"), bytes("text")))
                .isInstanceOf(IOException.class);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("taken"));
        }
    }

    @Test
    void aFileInPlaceOfAFolderIsAnError() throws IOException {
        Files.writeString(folder.resolve("taken"), "");
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("taken/file"), bytes("text")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anInterruptNeitherLosesTheFileNorIsLost() throws IOException {
        Thread.currentThread().interrupt();
        AtomicFile.write(folder.resolve("file"), bytes("text"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(folder.resolve("file")).hasContent("text");
    }

    @Test
    void aReaderSeesOneWholeFileOrAnother() throws Exception {
        Path file = folder.resolve("deep/file");
        AtomicFile.write(file, filled(0));
        var barrier = new CyclicBarrier(4);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var results = new ArrayList<Future<Void>>();
            for (int i = 1; i <= 3; i++) {
                byte[] content = filled(i);
                results.add(threads.submit(writer(barrier, file, content)));
            }
            results.add(threads.submit(reader(barrier, file)));
            for (var result : results) {
                result.get();
            }
        }
    }

    private static Callable<Void> writer(CyclicBarrier barrier, Path file, byte[] content) {
        return () -> {
            barrier.await();
            for (int i = 0; i < 30; i++) {
                AtomicFile.write(file, content);
            }
            return null;
        };
    }

    private static Callable<Void> reader(CyclicBarrier barrier, Path file) {
        return () -> {
            barrier.await();
            for (int i = 0; i < 200; i++) {
                byte[] read = Files.readAllBytes(file);
                assertThat(read).isEqualTo(filled(read[0]));
            }
            return null;
        };
    }

    private static byte[] filled(int value) {
        byte[] content = new byte[100_000];
        Arrays.fill(content, (byte) value);
        return content;
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
