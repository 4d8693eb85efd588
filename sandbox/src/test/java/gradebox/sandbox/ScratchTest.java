package gradebox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
    @TempDir private Path temporary;

    @Test
    void aFolderIsItsOwnersOnlyAndNobodySweepsTheLivings() throws IOException {
        var own = Scratch.folder("test");
        try {
            var permissions = Files.getPosixFilePermissions(own);
            assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rwx------");
            assertThat(Scratch.sweep()).doesNotContain(own);
            assertThat(own).isDirectory();
        } finally {
            Scratch.delete(own);
        }
    }

    @Test
    void theFoldersOfTheDeadAreRemovedAndNoLinkInThemIsFollowed() throws IOException {
        var kept = Files.writeString(temporary.resolve("kept"), "x");
        var left = Files.createDirectories(temporary.resolve(asIfOf(4_194_305, "1")));
        Files.createSymbolicLink(Files.createDirectory(left.resolve("a")).resolve("link"), kept);

        assertThat(Scratch.sweep(temporary)).containsExactly(left);
        assertThat(left).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void aNumberThatWasGivenAgainDoesNotKeepAFolder() throws IOException {
        long self = ProcessHandle.current().pid();
        var left = Files.createDirectory(temporary.resolve(asIfOf(self, "1")));

        assertThat(Scratch.sweep(temporary)).containsExactly(left);
    }

    @Test
    void whatIsNotOursOrOfAnotherNameSpaceStays() throws IOException {
        for (var name : new String[] {"gradebox-thesis", "gradebox-run-4194305-1-0-1", "other"}) {
            Files.createDirectory(temporary.resolve(name));
        }

        assertThat(Scratch.sweep(temporary)).isEmpty();
    }

    /** Name a folder like one of ours, but of another process. */
    private static String asIfOf(long pid, String started) throws IOException {
        var own = Scratch.folder("test");
        Scratch.delete(own);
        var parts = own.getFileName().toString().split("-", -1);
        parts[2] = Long.toString(pid);
        parts[3] = started;
        return String.join("-", parts);
    }
}
