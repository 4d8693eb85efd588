package gradebox.sandbox.archive;

import gradebox.sandbox.HostileBytes;
import org.junit.jupiter.api.Test;

/** Every committed input, findings among them, and mutations of each. */
class ArchiveFuzzTest {
    private static final int MUTATIONS = 100;

    @Test
    void archivesAreOpenedOrRefused() throws Exception {
        HostileBytes.feedSeeds(ArchiveFuzz.class, "archive", MUTATIONS, ArchiveFuzz::openArchive);
    }
}
