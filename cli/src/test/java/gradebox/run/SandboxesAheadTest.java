package gradebox.run;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.PythonRuntime;
import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.LocalProcessFactory;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts real Pythons, as plain processes. */
class SandboxesAheadTest {
    @TempDir Path folder;
    private final LocalProcessFactory local = new LocalProcessFactory();
    private final BlockingQueue<String> opened = new LinkedBlockingQueue<>();
    private final List<Sandbox> sandboxes = new CopyOnWriteArrayList<>();
    private Workbench bench;
    private List<Submission> all;
    private volatile boolean engineIsGone;

    @BeforeEach
    void stage() throws Exception {
        PythonRuntime.stage(folder.resolve("runtime"));
        bench = bench();
        all = List.of(submission("ada"), submission("bob"), submission("cleo"));
    }

    @AfterEach
    void close() {
        local.close();
    }

    private Workbench bench() {
        return new Workbench(
                new Listed(),
                new Image("none", "sha256:none", ""),
                Limits.DEFAULT,
                Duration.ofSeconds(10),
                GpuRequest.NONE,
                new Workbench.Entry("solution", List.of(), Workbench.ProcessPer.CHECK),
                folder.resolve("runtime"),
                List.of(),
                gradebox.grading.Seeds.of("00".repeat(16)));
    }

    private Submission submission(String id) throws Exception {
        var root = Files.createDirectories(folder.resolve(id));
        Files.writeString(root.resolve("solution.py"), "");
        var files = new Submission.Contents.Files(root, List.of("solution.py"), List.of(), "0");
        return new Submission(id, id, List.of(), null, "", files);
    }

    /** Notes what is opened. */
    private final class Listed implements SandboxFactory {
        @Override
        public String engine() {
            return "local";
        }

        @Override
        public Sandbox open(SandboxSpec spec, List<String> argv) throws SandboxException {
            if (engineIsGone) {
                throw new SandboxException("the engine has gone");
            }
            var sandbox = local.open(spec, argv);
            sandboxes.add(sandbox);
            opened.add(spec.name());
            return sandbox;
        }

        @Override
        public void close() {}
    }

    private String nextOpened() throws InterruptedException {
        return String.valueOf(opened.poll(20, TimeUnit.SECONDS));
    }

    private int sandboxesFor(Submission submission, SandboxesAhead ahead) throws Exception {
        try (var own = ahead.take(submission)) {
            var shared = bench.sharing(own);
            var root = StudentCalls.root(submission);
            try (var process = StudentCalls.open(submission.id(), root, shared)) {
                process.begin(Duration.ofSeconds(10)).finish();
                return process.sandboxesOpened();
            }
        }
    }

    @Test
    void theNextOnesSandboxIsThereWhenItsTurnComes() throws Exception {
        try (var ahead = new SandboxesAhead(bench, all, 1)) {
            assertThat(sandboxesFor(all.get(0), ahead)).isEqualTo(1);
            assertThat(List.of(nextOpened(), nextOpened())).contains("ada-1", "bob-1");
            assertThat(sandboxesFor(all.get(1), ahead)).isZero();
            assertThat(nextOpened()).isEqualTo("cleo-1");
            assertThat(sandboxesFor(all.get(2), ahead)).isZero();
        }
        assertThat(opened).isEmpty();
    }

    @Test
    void noMoreThanAllowedAreReady() throws Exception {
        try (var ahead = new SandboxesAhead(bench, all, 1);
                var first = ahead.take(all.get(0))) {
            assertThat(nextOpened()).isEqualTo("bob-1");
            assertThat(opened.poll(300, TimeUnit.MILLISECONDS)).isNull();
            assertThat(first).isNotNull();
        }
    }

    @Test
    void whatNobodyTookIsClosed() throws Exception {
        try (var ahead = new SandboxesAhead(bench, all, 2)) {
            ahead.take(all.get(0)).close();
            assertThat(List.of(nextOpened(), nextOpened()))
                    .containsExactlyInAnyOrder("bob-1", "cleo-1");
            for (var sandbox : sandboxes) {
                assertThat(sandbox.await(Deadline.after(Duration.ZERO))).isEmpty();
            }
        }
        assertThat(sandboxes).hasSize(2);
        for (var sandbox : sandboxes) {
            assertThat(sandbox.await(Deadline.after(Duration.ofSeconds(10)))).isPresent();
        }
    }

    @Test
    void anEngineThatIsGoneIsHeardOfByWhoeverGrades() throws Exception {
        engineIsGone = true;
        try (var ahead = new SandboxesAhead(bench, all, 1)) {
            ahead.take(all.get(0)).close();
            try (var own = ahead.take(all.get(1))) {
                engineIsGone = false;
                var root = StudentCalls.root(all.get(1));
                try (var process = StudentCalls.open("bob", root, bench.sharing(own))) {
                    process.begin(Duration.ofSeconds(10)).finish();
                    assertThat(process.sandboxesOpened()).isEqualTo(1);
                }
            }
        }
    }
}
