package gradebox.graders.pytest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.graders.LocalBench;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.StudentCalls;
import gradebox.sandbox.call.Frame;
import gradebox.sandbox.call.FrameType;
import gradebox.sandbox.call.ProtocolException;
import gradebox.sandbox.call.StudentProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes a suite's requests without a suite. */
class CheckCallsTest {
    private static final String CODE =
            """
            import os, time
            kept = None
            class Box:
                def __init__(self, n): self.n = n
                def add(self, m): return self.n + m
            def bad(): raise ValueError("no")
            def die(): os._exit(3)
            def sleep(): time.sleep(60)
            def keep(x):
                global kept
                kept = x
            def boxes(): return [Box(1), {"b": Box(2)}]
            """;

    @TempDir Path folder;
    private LocalBench bench;
    private StudentProcess here;
    private StudentProcess elsewhere;
    private CheckCalls calls;

    @BeforeEach
    void open() throws Exception {
        bench = new LocalBench(folder);
        var root = StudentCalls.root(bench.submission(CODE));
        here = StudentCalls.open("here", root, bench.workbench());
        elsewhere = StudentCalls.open("elsewhere", root, bench.workbench());
        calls = within(Duration.ofSeconds(20));
    }

    private CheckCalls within(Duration limit) {
        return new CheckCalls(List.of(here, elsewhere), limit);
    }

    @AfterEach
    void close() {
        calls.close();
        here.close();
        elsewhere.close();
        bench.close();
    }

    private CheckCalls.Reply ask(FrameType type, String header) throws Exception {
        var json = (ObjectNode) new ObjectMapper().readTree(header.replace('\'', '"'));
        return calls.answer(new Frame(type, 1, new UUID(0, 0), json, List.of()));
    }

    private CheckCalls.Reply call(int place, String path, String args) throws Exception {
        return ask(
                FrameType.CALL,
                "{'place': %d, 'target': {'path': '%s'}, 'args': [%s], 'kwargs': {}}"
                        .formatted(place, path, args));
    }

    @Test
    void passesValuesOnAndBack() throws Exception {
        var made = call(0, "Box", "4");
        assertThat(made.type()).isEqualTo(FrameType.RETURNED);
        assertThat(made.header().toString())
                .isEqualTo("{\"value\":{\"handle\":1,\"class\":\"Box\"}}");

        var sum =
                ask(
                        FrameType.CALL,
                        "{'place': 0, 'target': {'handle': 1, 'path': 'add'}, 'args': [], 'kwargs': {'m': 5}}");
        assertThat(sum.header().toString()).isEqualTo("{\"value\":9}");
        assertThat(calls.finish()).isEmpty();
    }

    @Test
    void thePlacesShareNothing() throws Exception {
        call(0, "keep", "1");
        var there = ask(FrameType.GET, "{'place': 1, 'target': {'path': 'kept'}}");

        assertThat(there.header().toString()).isEqualTo("{\"value\":null}");
    }

    @Test
    void objectsAreThoseOfTheirTestAndPlaceOnly() throws Exception {
        call(0, "boxes", "");
        call(0, "keep", "{'handle': 2, 'class': 'Box'}");

        assertThatThrownBy(() -> call(0, "keep", "{'handle': 3, 'class': 'Box'}"))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> call(1, "keep", "{'handle': 1, 'class': 'Box'}"))
                .isInstanceOf(ProtocolException.class);
        assertThat(calls.failure()).isEmpty();
    }

    @Test
    void anExceptionGoesBackAndIsRemembered() throws Exception {
        var reply = call(0, "bad", "");

        assertThat(reply.type()).isEqualTo(FrameType.RAISED);
        assertThat(reply.header().toString())
                .isEqualTo("{\"type\":\"ValueError\",\"message\":\"no\",\"answer\":0}");
        assertThat(calls.failure()).isEmpty();
        assertThat(calls.raised(1)).isEmpty();
        assertThat(calls.raised(0))
                .map(StudentCalls::feedback)
                .get()
                .asString()
                .startsWith("bad(…) raised ValueError: no\n\nsolution.py, line 6, in bad");
    }

    @Test
    void aMissingNameIsNoExceptionToExpect() throws Exception {
        assertThat(call(0, "absent", "").type()).isEqualTo(FrameType.DIED);
        assertThat(calls.failure())
                .contains(new Failed(Reason.MISSING, "Your submission has no `absent`."));
        assertThat(call(0, "boxes", "").type()).isEqualTo(FrameType.DIED);
    }

    @Test
    void whatEndsTheProcessIsRemembered() throws Exception {
        assertThat(call(0, "die", "").type()).isEqualTo(FrameType.DIED);
        assertThat(call(0, "Box", "1").type()).isEqualTo(FrameType.DIED);

        assertThat(calls.failure()).map(CheckCallsTest::reason).contains(Reason.CRASHED);
        assertThat(calls.finish()).map(CheckCallsTest::reason).contains(Reason.CRASHED);
    }

    @Test
    void theTimeOfTheCheckIsTheLimit() throws Exception {
        calls = within(Duration.ofMillis(700));
        assertThat(call(0, "sleep", "").type()).isEqualTo(FrameType.DIED);
        assertThat(calls.failure()).map(CheckCallsTest::reason).contains(Reason.TIMED_OUT);

        calls = within(Duration.ZERO);
        assertThat(call(0, "boxes", "").type()).isEqualTo(FrameType.DIED);
        assertThat(calls.failure()).map(CheckCallsTest::reason).contains(Reason.TIMED_OUT);
    }

    private static Reason reason(Outcome outcome) {
        return ((Failed) outcome).reason();
    }

    @Test
    void refusesWhatNoSuiteAsks() {
        assertThatThrownBy(() -> call(2, "boxes", "")).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> call(0, "no name", "")).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> call(0, "keep", "{'odd': 1}"))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> ask(FrameType.RUN, "{'place': 0}"))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> ask(FrameType.GET, "{'place': 0}"))
                .isInstanceOf(ProtocolException.class);
    }
}
