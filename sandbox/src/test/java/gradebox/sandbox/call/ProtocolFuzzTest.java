package gradebox.sandbox.call;

import gradebox.sandbox.HostileBytes;
import org.junit.jupiter.api.Test;

/** Every committed input, findings among them, and mutations of each. */
class ProtocolFuzzTest {
    private static final int MUTATIONS = 300;

    @Test
    void framesAreReadOrRefused() throws Exception {
        feed("frames", ProtocolFuzz::readFrames);
    }

    @Test
    void arraysAreReadOrRefused() throws Exception {
        feed("npy", ProtocolFuzz::readNpy);
    }

    @Test
    void archivesOfArraysAreReadOrRefused() throws Exception {
        feed("npz", ProtocolFuzz::readNpz);
    }

    private static void feed(String target, HostileBytes.Reader reader) throws Exception {
        HostileBytes.feedSeeds(ProtocolFuzz.class, target, MUTATIONS, reader);
    }
}
