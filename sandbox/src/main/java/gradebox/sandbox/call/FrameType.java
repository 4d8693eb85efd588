package gradebox.sandbox.call;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** List the frames of the protocol, with the byte that stands for each. */
public enum FrameType {
    // from the JVM
    BEGIN(1),
    IMPORT(2),
    GET(3),
    CALL(4),
    SEED(5),
    RELEASE(6),
    END(7),
    RUN(8),
    PUT(9),
    FETCH(10),
    HAS(11),
    HOLD(12),
    CALL_ALL(13),
    // to the JVM
    HELLO(64),
    BEGUN(65),
    RETURNED(66),
    RAISED(67),
    ENDED(68),
    DIED(69),
    // to the JVM, from a suite in Python; it asks with the JVM's own words, and is answered so
    TEST(96),
    COLLECTED(97),
    CHECK(98),
    VERDICT(99),
    FINISHED(100);

    private static final Map<Integer, FrameType> BY_CODE =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(FrameType::code, type -> type));

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    static Optional<FrameType> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
