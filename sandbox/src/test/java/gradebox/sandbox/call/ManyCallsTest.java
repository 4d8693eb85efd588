package gradebox.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Makes many calls in one request. */
class ManyCallsTest extends StudentProcessBench {
    private static Call request(String name, Value... arguments) {
        return new Call(new Target.Name(name), List.of(arguments), Map.of());
    }

    private static List<Answer> all(Session session, List<Call> calls) throws Exception {
        var answers = new ArrayList<Answer>();
        session.callAll(calls, answers::add);
        return answers;
    }

    private static Value.Array array(Answer answer) {
        return (Value.Array) ((Answer.Returned) answer).value();
    }

    @Test
    void makesManyCallsInOrder() throws Exception {
        var code = "seen = []\ndef note(x):\n    seen.append(x)\n    return len(seen)";
        try (var process = process(code);
                var session = process.begin(LONG)) {
            var calls = Collections.nCopies(200, request("note", new Value.Int(7)));
            var answers = all(session, calls);
            assertThat(answers).hasSize(200);
            for (int i = 0; i < 200; i++) {
                assertThat(answers.get(i)).isEqualTo(returned(new Value.Int(i + 1)));
            }
            assertThat(all(session, List.of())).isEmpty();
            session.finish();
        }
    }

    @Test
    void stopsAtTheFirstOfManyCallsThatRaises() throws Exception {
        var code =
                """
                seen = []
                def invert(x):
                    seen.append(x)
                    return [8 // x]
                """;
        try (var process = process(code);
                var session = process.begin(LONG)) {
            var calls =
                    IntStream.of(4, 2, 0, 1)
                            .mapToObj(i -> request("invert", new Value.Int(i)))
                            .toList();
            var answers = all(session, calls);
            assertThat(answers).hasSize(3);
            assertThat(answers.get(1))
                    .isEqualTo(returned(new Value.Sequence(List.of(new Value.Int(4)))));
            assertThat(raised(answers.get(2)).type()).isEqualTo("ZeroDivisionError");
            assertThat(session.get(new Target.Name("seen"), false).toString()).doesNotContain("1]");
            var missing = all(session, List.of(request("nothing"), request("invert")));
            assertThat(missing).hasSize(1);
            assertThat(raised(missing.getFirst()).type()).isEqualTo("NoSuchName");
            session.finish();
        }
    }

    @Test
    void takesLongAnswersInPartsAndKeepsNone() throws Exception {
        var code = "import numpy\ndef zeros(n): return numpy.zeros(n)";
        try (var process = process(code);
                var session = process.begin(LONG)) {
            var taken = new ArrayList<WeakReference<Value.Array>>();
            // 12 times 8 MB: more than what one answer may have
            session.callAll(
                    Collections.nCopies(12, request("zeros", new Value.Int(1_000_000))),
                    answer -> {
                        var array = array(answer);
                        assertThat(array.shape()).containsExactly(1_000_000L);
                        taken.add(new WeakReference<>(array));
                        if (taken.size() == 12) {
                            System.gc();
                            // else many calls together could fill the memory of a whole run
                            assertThat(taken.getFirst().get()).isNull();
                        }
                    });
            assertThat(taken).hasSize(12);
            session.finish();
        }
    }
}
