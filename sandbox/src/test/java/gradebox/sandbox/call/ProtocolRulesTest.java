package gradebox.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.LocalProcessFactory;
import gradebox.sandbox.SandboxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * One test a rule: what the other side may write, and what becomes of a check whose process breaks
 * it.
 */
class ProtocolRulesTest {
    private static final String ONE = "{\"value\": 1}";

    private static StudentProcess process(ScriptedSandbox sandbox) {
        return process(sandbox, Duration.ofMinutes(1));
    }

    private static StudentProcess process(ScriptedSandbox sandbox, Duration total) {
        return StudentProcess.alone(
                sandbox.factory(),
                LocalProcessFactory.spec("scripted"),
                List.of(),
                CallCaps.DEFAULT,
                StudentModule.submission("solution"),
                total);
    }

    /** A student's end that begins and ends well, and answers calls with this. */
    private static ScriptedSandbox answering(UnaryOperator<byte[]> call) {
        return new ScriptedSandbox(
                Wire.hello(),
                request -> {
                    int type = Wire.type(request);
                    if (type == FrameType.BEGIN.code()) {
                        return Wire.reply(request, FrameType.BEGUN, "{}");
                    }
                    return type == FrameType.END.code()
                            ? Wire.reply(request, FrameType.ENDED, "{\"clean\": true}")
                            : call.apply(request);
                });
    }

    private static Answer call(Session session) throws Exception {
        return session.call(new Target.Name("f"), List.of(), Map.of(), false);
    }

    private static void assertFails(
            UnaryOperator<byte[]> answer, CallFailure.Kind kind, String words) throws Exception {
        var sandbox = answering(answer);
        try (var process = process(sandbox);
                var session = process.begin(Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> call(session))
                    .isInstanceOfSatisfying(
                            CallFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(kind))
                    .hasMessageContaining(words);
            assertThat(sandbox.closed()).isTrue();
            assertThatThrownBy(() -> call(session)).isInstanceOf(CallFailure.class);
        }
    }

    private static void assertViolates(UnaryOperator<byte[]> answer, String words)
            throws Exception {
        assertFails(answer, CallFailure.Kind.VIOLATION, words);
    }

    private static byte[] right(byte[] request) {
        return Wire.reply(request, FrameType.RETURNED, ONE);
    }

    @Test
    void takesOneRightAnswer() throws Exception {
        try (var process = process(answering(ProtocolRulesTest::right));
                var session = process.begin(Duration.ofSeconds(5))) {
            assertThat(call(session)).isEqualTo(new Answer.Returned(new Value.Int(1)));
            session.finish();
        }
    }

    @Test
    void refusesAnotherNumberOfAnswersThanCalls() throws Exception {
        for (var header :
                List.of(
                        "{\"value\": [1, 2, 3]}",
                        "{\"value\": []}",
                        "{\"value\": [1, 2], \"raised\": {\"type\": \"ValueError\"}}",
                        "{\"value\": 1}",
                        "{}")) {
            var sandbox = answering(request -> Wire.reply(request, FrameType.RETURNED, header));
            try (var process = process(sandbox);
                    var session = process.begin(Duration.ofSeconds(5))) {
                var call = new Call(new Target.Name("f"), List.of(), Map.of());
                assertThatThrownBy(() -> session.callAll(List.of(call, call)))
                        .isInstanceOfSatisfying(
                                CallFailure.class,
                                failure ->
                                        assertThat(failure.kind())
                                                .isEqualTo(CallFailure.Kind.VIOLATION));
                assertThat(sandbox.closed()).isTrue();
            }
        }
    }

    @Test
    void refusesASecondAnswer() throws Exception {
        assertViolates(
                request -> Wire.join(right(request), right(request)), "more than one answer");
    }

    @Test
    void refusesAByteAfterTheAnswer() throws Exception {
        assertViolates(request -> Wire.join(right(request), new byte[1]), "more than one answer");
    }

    @Test
    void refusesAnAnswerThatNothingAskedFor() throws Exception {
        var sandbox = answering(ProtocolRulesTest::right);
        try (var process = process(sandbox);
                var session = process.begin(Duration.ofSeconds(5))) {
            call(session);
            sandbox.write(Wire.frame(FrameType.RETURNED, 3, new byte[16], ONE));
            assertThatThrownBy(() -> call(session)).hasMessageContaining("nothing had asked for");
        }
    }

    @Test
    void refusesAnAnswerToAnEarlierCall() throws Exception {
        var first = new byte[1][];
        var sandbox =
                answering(
                        request -> {
                            first[0] = first[0] == null ? right(request) : first[0];
                            return first[0];
                        });
        try (var process = process(sandbox);
                var session = process.begin(Duration.ofSeconds(5))) {
            call(session);
            assertThatThrownBy(() -> call(session)).hasMessageContaining("was not asked");
        }
    }

    @Test
    void refusesAWrongNonce() throws Exception {
        assertViolates(
                request -> Wire.frame(FrameType.RETURNED, Wire.number(request), new byte[16], ONE),
                "was not asked");
    }

    @Test
    void refusesAFrameOfTheWrongType() throws Exception {
        assertViolates(request -> Wire.reply(request, FrameType.BEGUN, "{}"), "was not asked");
        assertViolates(request -> Wire.reply(request, FrameType.ENDED, "{}"), "was not asked");
        assertViolates(
                request -> Wire.frame(120, Wire.number(request), Wire.nonce(request), bytes("{}")),
                "unknown type");
    }

    @Test
    void refusesWordsWhereFramesGo() throws Exception {
        assertViolates(
                request -> bytes("RESULT: all tests passed, 100 of 100 points\n"), "no answer");
    }

    @Test
    void aHalfFrameTimesOut() throws Exception {
        assertFails(
                request -> Arrays.copyOf(right(request), 20),
                CallFailure.Kind.TIMED_OUT,
                "in time");
        assertFails(
                request -> Arrays.copyOf(right(request), Wire.FIXED + 3),
                CallFailure.Kind.TIMED_OUT,
                "in time");
    }

    @Test
    void silenceTimesOut() throws Exception {
        assertFails(request -> new byte[0], CallFailure.Kind.TIMED_OUT, "in time");
    }

    @Test
    void refusesLengthsOverTheCaps() throws Exception {
        assertViolates(request -> claiming(request, Integer.MAX_VALUE, 0), "larger than may be");
        assertViolates(request -> claiming(request, -1, 0), "larger than may be");
        assertViolates(request -> claiming(request, 2, Long.MAX_VALUE), "larger than may be");
        assertViolates(request -> claiming(request, 2, -1), "larger than may be");
        assertViolates(
                request -> claiming(request, 2, CallCaps.DEFAULT.payloadBytes() + 1L),
                "larger than may be");
    }

    private static byte[] claiming(byte[] request, int header, long payload) {
        byte[] frame = Wire.reply(request, FrameType.RETURNED, "{}");
        ByteBuffer.wrap(frame).putInt(29, header).putLong(33, payload);
        return frame;
    }

    @Test
    void refusesHeadersThatAreNoStrictJson() throws Exception {
        for (String header :
                List.of(
                        "",
                        "[]",
                        "1",
                        "{",
                        "{\"value\": 1} x",
                        "{\"value\": 1, \"value\": 2}",
                        "{\"value\": NaN}",
                        "{\"value\": 1e9999999}",
                        "{\"value\": " + "[".repeat(5000) + "]".repeat(5000) + "}",
                        "{\"value\": \"" + "x".repeat(70_000) + "\"}",
                        "{\"value\": " + "9".repeat(5000) + "}")) {
            assertViolates(request -> Wire.reply(request, FrameType.RETURNED, header), "it wrote");
        }
    }

    @Test
    void refusesValuesOfNoKind() throws Exception {
        for (String value :
                List.of(
                        "{}",
                        "{\"object\": 1}",
                        "{\"int\": \"12a\"}",
                        "{\"float\": \"1.0\"}",
                        "{\"tuple\": 1}",
                        "{\"dict\": [[1]]}",
                        "{\"dict\": [[[1], 2]]}",
                        "{\"dict\": [[{\"tuple\": [{\"dict\": []}]}, 2]]}",
                        "{\"array\": 0}",
                        "{\"array\": -1}",
                        "{\"handle\": \"x\"}",
                        "{\"handle\": 1}",
                        "[".repeat(35) + "]".repeat(35))) {
            assertViolates(
                    request ->
                            Wire.reply(request, FrameType.RETURNED, "{\"value\": " + value + "}"),
                    "it wrote");
        }
    }

    @Test
    void refusesBlocksThatDoNotFillThePayload() throws Exception {
        byte[] array = Npy.write(Value.Array.ofLongs(List.of(1L), 7));
        for (String lengths :
                List.of("[]", "[1]", "[" + array.length + ", 1]", "[-1]", "[\"x\"]", "[0]")) {
            assertViolates(
                    request ->
                            Wire.reply(
                                    request,
                                    FrameType.RETURNED,
                                    "{\"value\": {\"array\": 0}, \"blocks\": " + lengths + "}",
                                    array),
                    "do not fill");
        }
    }

    @Test
    void refusesOneArrayNamedTwice() throws Exception {
        byte[] array = Npy.write(Value.Array.ofLongs(List.of(1L), 7));
        assertViolates(
                request ->
                        Wire.reply(
                                request,
                                FrameType.RETURNED,
                                "{\"value\": [{\"array\": 0}, {\"array\": 0}], \"blocks\": ["
                                        + array.length
                                        + "]}",
                                array),
                "array");
    }

    @Test
    void theEndOfTheStreamIsACrash() throws Exception {
        var sandbox = answering(request -> new byte[0]);
        try (var process = process(sandbox);
                var session = process.begin(Duration.ofSeconds(5))) {
            sandbox.end();
            assertThatThrownBy(() -> call(session))
                    .isInstanceOfSatisfying(
                            CallFailure.class,
                            failure ->
                                    assertThat(failure.kind()).isEqualTo(CallFailure.Kind.CRASHED));
        }
    }

    @Test
    void theKernelsWordOnMemoryComesBeforeAnyOther() throws Exception {
        var sandbox =
                answering(request -> bytes("garbage that is long enough to be a frame's start"));
        sandbox.runOutOfMemory();
        try (var process = process(sandbox);
                var session = process.begin(Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> call(session))
                    .isInstanceOfSatisfying(
                            CallFailure.class,
                            failure ->
                                    assertThat(failure.kind())
                                            .isEqualTo(CallFailure.Kind.OUT_OF_MEMORY));
        }
    }

    @Test
    void anAnswerAfterTheLastOneFailsTheCheckItself() throws Exception {
        var sandbox = answering(ProtocolRulesTest::right);
        try (var process = process(sandbox);
                var session = process.begin(Duration.ofSeconds(5))) {
            call(session);
            sandbox.write(Wire.frame(FrameType.RETURNED, 4, new byte[16], ONE));
            assertThatThrownBy(session::finish).isInstanceOf(CallFailure.class);
            assertThat(sandbox.closed()).isTrue();
        }
    }

    @Test
    void aProcessThatDoesNotGreetIsOurFault() {
        try (var process = process(new ScriptedSandbox(bytes("Traceback"), request -> request))) {
            assertThatThrownBy(() -> process.begin(Duration.ofSeconds(5)))
                    .isInstanceOf(SandboxException.class);
        }
    }

    @Test
    void nothingBeginsOnceTheTimeForAllChecksIsUsedUp() {
        var sandbox = answering(ProtocolRulesTest::right);
        try (var process = process(sandbox, Duration.ZERO)) {
            assertThatThrownBy(() -> process.begin(Duration.ofSeconds(5)))
                    .isInstanceOf(CallFailure.class)
                    .hasMessageContaining("used up");
        }
    }

    @Test
    void onlyTheStudentsTimeIsCounted() throws Exception {
        var budget = new TimeBudget(Duration.ofSeconds(60));
        var module = StudentModule.submission("solution");
        var slow =
                answering(
                        request -> {
                            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                            return right(request);
                        });
        try (var own = alone(slow, budget);
                var session = own.begin(module, Duration.ofSeconds(5))) {
            call(session);
            session.finish();
        }
        var left = budget.left();
        assertThat(left).isLessThan(Duration.ofMillis(59_950));

        var sandbox = answering(request -> right(request));
        try (var own = alone(sandbox, budget);
                var session = own.begin(module, Duration.ofSeconds(5))) {
            sandbox.breakDown();
            assertThatThrownBy(() -> call(session)).isInstanceOf(SandboxException.class);
        }
        assertThat(budget.left()).isEqualTo(left);
    }

    private static StudentSandbox alone(ScriptedSandbox sandbox, TimeBudget budget) {
        var spec = LocalProcessFactory.spec("scripted");
        return new StudentSandbox(sandbox.factory(), spec, List.of(), CallCaps.DEFAULT, budget);
    }

    @Test
    void whatWasLeftBehindCostsTheSandbox() throws Exception {
        for (String told : List.of("{\"clean\": false}", "{}", "{\"clean\": 1}")) {
            var sandbox =
                    new ScriptedSandbox(
                            Wire.hello(),
                            request ->
                                    Wire.type(request) == FrameType.END.code()
                                            ? Wire.reply(request, FrameType.ENDED, told)
                                            : Wire.reply(request, FrameType.BEGUN, "{}"));
            try (var process = process(sandbox)) {
                process.begin(Duration.ofSeconds(5)).finish();
                assertThat(sandbox.closed()).isTrue();
            }
        }
    }

    /** Where student code can reach the parent, it can say this in its name. */
    @Test
    void aParentThatCannotVouchForItsSandboxLosesItWhateverItSays() throws Exception {
        var sandbox =
                new ScriptedSandbox(
                        Wire.frame(FrameType.HELLO, 0, new byte[16], "{\"cleans\": false}"),
                        request ->
                                Wire.type(request) == FrameType.END.code()
                                        ? Wire.reply(request, FrameType.ENDED, "{\"clean\": true}")
                                        : Wire.reply(request, FrameType.BEGUN, "{}"));
        try (var process = process(sandbox)) {
            process.begin(Duration.ofSeconds(5)).finish();
            assertThat(sandbox.closed()).isTrue();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
