import ai.djl.ndarray.NDArray;

import gradebox.graders.junit.ArrayReply;
import gradebox.graders.junit.Inputs;
import gradebox.graders.junit.Reply;
import gradebox.graders.junit.Request;
import gradebox.graders.junit.Student;

/** One linear layer's inputs, on sizes that are prime and differ. */
record Linear(NDArray x, NDArray w, NDArray b) {

    static Linear draw(Inputs inputs) {
        return new Linear(inputs.normal(7, 5), inputs.normal(5, 3), inputs.normal(3));
    }

    Request forward(Student student) {
        return student.request("linear_forward", x, w, b);
    }

    static ArrayReply out(Reply answer) {
        return answer.tuple("out", "cache").get("out").array(7, 3);
    }

    Linear withX(NDArray other) {
        return new Linear(other, w, b);
    }

    Linear withW(NDArray other) {
        return new Linear(x, other, b);
    }

    Linear withB(NDArray other) {
        return new Linear(x, w, other);
    }
}
