import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import gradebox.graders.junit.Inputs;
import gradebox.graders.junit.Student;

import org.junit.jupiter.api.Test;

/** Check small functions on inputs drawn at random. Its words are secret: @canary-suite@ */
class CallsSuite {
    static final String SECRET = "@canary-suite@";

    @Test
    void add(Student student, Inputs inputs) {
        NDArray a = inputs.normal(3, 4);
        NDArray b = inputs.normal(3, 4);
        student.call("add", a, b).array(3, 4).isCloseTo(a.add(b), 1e-12);
    }

    @Test
    void softmax(Student student, Inputs inputs) {
        NDArray x = inputs.normal(4, 5);
        student.call("softmax", x).array(4, 5).isFloating().isCloseTo(x.softmax(1), 1e-9);
        NDArray other = inputs.normal(2, 3);
        student.call("softmax", other).array(2, 3).isCloseTo(other.softmax(1), 1e-9);
    }

    @Test
    void doubleInPlace(Student student, Inputs inputs) {
        NDArray x = inputs.normal(3, 3);
        var held = student.hold(x);
        if (!student.call("double", held).isNone()) {
            throw new AssertionError("double(x) should return None.");
        }
        held.value().array(3, 3).isCloseTo(x.mul(2), 1e-12);
    }

    @Test
    void top(Student student, Inputs inputs) {
        NDArray x = inputs.normal(20, 6);
        student.call("top", x).array(20).isInteger().isEqualTo(x.argMax(1));
    }

    @Test
    void unit(Student student, Inputs inputs) {
        NDArray x = inputs.normal(4, 5);
        NDArray norms = x.mul(x).sum(new int[] {1}, true).sqrt();
        student.callUntouched("unit", x).array(4, 5).isCloseTo(x.div(norms), 1e-9);
    }

    /** The two halves run in sandboxes of their own; what crosses is eight bytes, and no more. */
    @Test
    void roundTrip(Student student, Inputs inputs, NDManager nd) {
        NDArray bits = inputs.integers(0, 2, 64);
        var code = student.call("encode", bits);
        code.array(8).isInteger();
        for (double each : code.array().doubles()) {
            if (!(each >= 0 && each <= 255)) {
                throw new AssertionError("encode(bits) should return eight bytes.");
            }
        }
        NDArray bytes =
                nd.create(code.array().doubles()).toType(DataType.UINT8, false);
        student.elsewhere().call("decode", bytes).array(64).isEqualTo(bits);
    }
}
