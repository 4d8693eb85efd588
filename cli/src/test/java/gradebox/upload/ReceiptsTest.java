package gradebox.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");

    @TempDir private Path folder;

    private static Target target(long assignment) throws UploadException {
        return Target.of(Target.GRADESCOPE, 12, assignment);
    }

    private static Parcel parcel(String id, String owner, String digest) {
        return new Parcel(id, List.of(owner), Path.of("/"), List.of("f"), List.of(), 1, digest);
    }

    @Test
    void aReceiptOutlivesTheProgram() throws Exception {
        var ada = parcel("ada", "ada@example.edu", "d1");
        var receipts = Receipts.in(folder, target(34));
        receipts.sending(ada, NOW, false);
        assertThat(Receipts.in(folder, target(34)).hasAccepted(ada)).isFalse();
        assertThat(Receipts.in(folder, target(34)).of(ada)).isPresent();
        receipts.accepted(ada, "7", NOW, true);

        var again = Receipts.in(folder, target(34));

        assertThat(again.hasAccepted(ada)).isTrue();
        assertThat(again.of(ada))
                .contains(new Receipt("ada", ada.owners(), "d1", true, "7", NOW, true));
    }

    @Test
    void peopleAndFilesMakeASubmissionNotItsNameHere() throws Exception {
        var receipts = Receipts.in(folder, target(34));
        receipts.accepted(parcel("ada", "ada@example.edu", "d1"), "7", NOW, false);

        assertThat(receipts.hasAccepted(parcel("ada-2", "ada@example.edu", "d1"))).isTrue();
        assertThat(receipts.hasAccepted(parcel("ada", "ada@example.edu", "d2"))).isFalse();
        assertThat(receipts.hasAccepted(parcel("ada", "bo@example.edu", "d1"))).isFalse();
    }

    @Test
    void anotherAssignmentsReceiptsAreNotTakenForThisOnes() throws Exception {
        Receipts.in(folder, target(34)).sending(parcel("a", "a@example.edu", "d"), NOW, false);

        assertThatThrownBy(() -> Receipts.in(folder, target(35)))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("assignments/34; choose another -o");
    }

    @Test
    void aDamagedFileIsNotTakenForAnEmptyOne() throws Exception {
        Receipts.in(folder, target(34)).sending(parcel("a", "a@example.edu", "d"), NOW, false);
        var file = folder.resolve("upload.json");
        Files.writeString(file, Files.readString(file).substring(0, 60));

        assertThatThrownBy(() -> Receipts.in(folder, target(34)))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("is damaged");
    }
}
