package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.MarkedSleep;
import gradebox.sandbox.Mount;
import gradebox.sandbox.PostureProbe;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.Termination;
import gradebox.sandbox.Trait;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on bubblewrap, as the user that runs the tests. */
class BubblewrapIT extends BubblewrapContract {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Override
    BubblewrapEngine connected() throws Exception {
        return BubblewrapEngine.connect(System.getenv());
    }

    @Test
    void isWhatItPromises() throws Exception {
        var found = new PostureProbe(factory()).demand(image);

        assertThat(found.traits()).containsEntry(Trait.SYSTEM_CALLS, "our filter");
        assertThat(found.traits().keySet()).containsExactly(Trait.values());
    }

    @Test
    void aMountThatIsNotThereIsOurFaultAndMakesNoFolder(@TempDir Path folder) {
        var missing = folder.resolve("missing").toAbsolutePath();
        var spec = spec("none", new Mount(missing, "/given"));

        assertThatThrownBy(() -> factory().open(spec, List.of("true")))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("missing");
        assertThat(missing).doesNotExist();
    }

    @Test
    void aSandboxThatCannotBeArrangedIsOurFault(@TempDir Path folder) throws Exception {
        var spec = spec("none", new Mount(readable(folder), "/usr/no/such/place"));

        try (var sandbox = factory().open(spec, List.of("true"))) {
            assertThat(sandbox.await(in(30)).orElseThrow())
                    .isInstanceOfSatisfying(
                            Termination.EngineLost.class,
                            lost -> assertThat(lost.what()).contains("/usr/no/such/place"));
            assertThatThrownBy(() -> sandbox.receive(ByteBuffer.allocate(1), in(5)))
                    .isInstanceOf(SandboxException.class);
        }
    }

    @Test
    void writablePlacesAreTheTemporaryOnesOnly() throws Exception {
        var result =
                runPython(
                        """
                        import os
                        for at, folders, files in os.walk('/'):
                            if at == '/':
                                folders[:] = [f for f in folders if f not in ('proc', 'sys')]
                            if os.access(at, os.W_OK):
                                print(at)
                        """);

        assertThat(sorted(text(result)))
                .containsExactly("/dev/mqueue", "/dev/shm", "/tmp", "/work");
    }

    @Test
    void aProgramInheritsItsThreeStreamsOnly() throws Exception {
        var result = runPython("import os; print(sorted(os.listdir('/proc/self/fd')))");

        assertThat(text(result)).isEqualTo("['0', '1', '2', '3']\n"); // 3 is the listing's own
    }

    @Test
    void nothingOutlivesAProcessThatIsKilledAndTheNextRunSweepsItsSlot() throws Exception {
        String mark = "5" + System.nanoTime() % 1_000_000_000L;
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var classes = System.getProperty("java.class.path");
        var killed =
                new ProcessBuilder(java, "-cp", classes, OpensAndWaits.class.getName(), mark)
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        killed.environment().put("GRADEBOX_HOME", System.getProperty("gradebox.home"));
        var process = killed.start();
        var said = process.inputReader().readLine();
        assertThat(said).startsWith("open in slot-");
        assertThat(MarkedSleep.lives(mark)).isTrue();
        process.destroyForcibly().waitFor();

        var deadline = Deadline.after(SOON);
        while (MarkedSleep.lives(mark) && !deadline.passed()) {
            Thread.sleep(10);
        }
        assertThat(MarkedSleep.lives(mark)).isFalse();
        var slot = said.substring("open in ".length());
        assertThat(engine.ofProcess(process.pid())).contains(slot + " (killed)");
        assertThat(engine.sweep()).contains(slot);
        assertThat(engine.ofProcess(process.pid())).isEmpty();
    }
}
