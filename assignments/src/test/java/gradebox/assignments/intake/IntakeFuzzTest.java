package gradebox.assignments.intake;

import gradebox.sandbox.HostileBytes;
import org.junit.jupiter.api.Test;

/** Every committed input, findings among them, and mutations of each. */
class IntakeFuzzTest {
    private static final int MUTATIONS = 100;

    @Test
    void metadataIsReadOrRefused() throws Exception {
        feed("gradescope", IntakeFuzz::readExport);
    }

    @Test
    void namesAreTakenApartOrNot() throws Exception {
        feed("canvas", IntakeFuzz::readNames);
    }

    @Test
    void rostersAreReadOrRefused() throws Exception {
        feed("roster", IntakeFuzz::readRoster);
    }

    private static void feed(String target, HostileBytes.Reader reader) throws Exception {
        HostileBytes.feedSeeds(IntakeFuzz.class, target, MUTATIONS, reader);
    }
}
