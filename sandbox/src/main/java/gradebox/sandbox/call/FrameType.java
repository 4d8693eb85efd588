package gradebox.sandbox.call;

import java.util.Arrays;
import java.util.Optional;

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

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    static Optional<FrameType> of(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }
}
