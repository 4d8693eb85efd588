import gradebox.graders.junit.Student;

import org.junit.jupiter.api.Test;

class HalvesSuite {
    @Test
    void halvesNumbers(Student student) {
        student.call("half", 6).isCloseTo(3, 1e-9);
    }

    @Test
    void halvesNegativeNumbers(Student student) {
        student.call("half", -6).isCloseTo(-3, 1e-9);
    }
}
