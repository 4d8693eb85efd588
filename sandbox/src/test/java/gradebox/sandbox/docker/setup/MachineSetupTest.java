package gradebox.sandbox.docker.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.docker.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MachineSetupTest {
    private final EngineUnavailableException none =
            new EngineUnavailableException("no engine answers");

    private final FakeMachine machine = new FakeMachine();
    private final List<String> told = new ArrayList<>();

    private MachineSetup setup(Map<String, String> environment) {
        return new MachineSetup(environment, machine, new Telling());
    }

    @Test
    void installsAndStartsAnEngineOnABareMachine() throws Exception {
        setup(Map.of()).provideEngine(none);

        assertThat(machine.done)
                .containsExactly(
                        "apt-get update",
                        "apt-get install -y --no-install-recommends docker.io ca-certificates iptables",
                        "background: dockerd");
        assertThat(told)
                .containsExactly(
                        "began install Debian's packages docker.io ca-certificates iptables",
                        "ended install Debian's packages docker.io ca-certificates iptables",
                        "began start the Docker engine, its log in /var/log/gradebox-dockerd.log",
                        "ended start the Docker engine, its log in /var/log/gradebox-dockerd.log");
    }

    @Test
    void packagesNeitherAskNorStartServices() throws Exception {
        setup(Map.of()).install(List.of("mmdebstrap"));

        assertThat(machine.environments)
                .containsOnly(Map.of("DEBIAN_FRONTEND", "noninteractive", "RUNLEVEL", "1"));
    }

    @Test
    void installsNothingThatIsThere() throws Exception {
        machine.programs.addAll(Set.of("dockerd", "iptables"));
        setup(Map.of()).provideEngine(none);

        assertThat(machine.done).containsExactly("background: dockerd");
    }

    @Test
    void installsBubblewrapWhereItIsMissing() throws Exception {
        setup(Map.of()).provideBubblewrap();
        machine.programs.add("bwrap");
        setup(Map.of()).provideBubblewrap();

        assertThat(machine.done)
                .containsExactly(
                        "apt-get update", "apt-get install -y --no-install-recommends bubblewrap");
    }

    @Test
    void withoutRootThereIsOneClearError() {
        machine.root = false;

        assertThatThrownBy(() -> setup(Map.of()).provideEngine(none))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessage("only root can start a Docker engine: run this once as root");
        assertThat(machine.done).isEmpty();
    }

    @Test
    void onAnotherSystemThereIsOneClearError() {
        machine.debian = false;

        assertThatThrownBy(() -> setup(Map.of()).provideEngine(none))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("not Debian")
                .hasMessageContaining("docker.io");
        assertThat(machine.done).isEmpty();
    }

    @Test
    void aFailedInstallationEndsTheSetUp() {
        machine.failure = "apt-get update";

        assertThatThrownBy(() -> setup(Map.of()).provideEngine(none))
                .isInstanceOf(IOException.class);
        assertThat(told).hasSize(1);
    }

    @Test
    void anEngineThatTheUserChoseIsNotReplaced() {
        var chosen = Map.of("DOCKER_HOST", "unix:///run/mine.sock");

        assertThatThrownBy(() -> setup(chosen).provideEngine(none))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("no engine answers")
                .hasMessageContaining("DOCKER_HOST is set");
        assertThat(machine.done).isEmpty();
    }

    private static final class FakeMachine implements Machine {
        private final List<String> done = new ArrayList<>();
        private final List<Map<String, String>> environments = new ArrayList<>();
        private final Set<String> programs = new HashSet<>();
        private boolean root = true;
        private boolean debian = true;
        private String failure = "";

        @Override
        public boolean isRoot() {
            return root;
        }

        @Override
        public boolean isDebian() {
            return debian;
        }

        @Override
        public boolean has(String program) {
            return programs.contains(program);
        }

        @Override
        public void run(List<String> command, Map<String, String> environment) throws IOException {
            String words = String.join(" ", command);
            if (words.equals(failure)) {
                throw new IOException(words + " failed");
            }
            done.add(words);
            environments.add(environment);
        }

        @Override
        public void startInBackground(List<String> command, Path log) {
            done.add("background: " + String.join(" ", command));
        }

        @Override
        public String lastWords(Path log) {
            return "";
        }
    }

    private final class Telling implements Progress {
        @Override
        public void began(String step) {
            told.add("began " + step);
        }

        @Override
        public void ended(String step, Duration took) {
            told.add("ended " + step);
        }

        @Override
        public void said(String line) {}
    }
}
