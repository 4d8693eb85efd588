package gradebox.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @Test
    void namesTheTwoAddressesThatTheReferenceHas() throws Exception {
        var target = Target.of(Target.GRADESCOPE + "/", 12, 34);

        assertThat(target.session()).hasToString("https://www.gradescope.com/api/v1/user_session");
        assertThat(target.submissions())
                .hasToString(
                        "https://www.gradescope.com/api/v1/courses/12/assignments/34/submissions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1", "http://[::1]:80"})
    void aSecretMayTravelInTheClearOnThisMachine(String url) throws Exception {
        assertThat(Target.of(url, 1, 1).base()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://www.gradescope.com",
                "http://localhost.example.edu",
                "http://127.0.0.1.example.edu",
                "ftp://localhost",
                "https://ada:secret@example.edu",
                "https://example.edu/path",
                "https://example.edu?token=secret",
                "https:///nothing",
                "gradescope.com",
                "not an address"
            })
    void anyOtherAddressIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> Target.of(url, 1, 1))
                .isInstanceOf(UploadException.class)
                .hasMessageStartingWith("--url takes")
                .hasMessageNotContaining("secret");
    }

    @Test
    void courseAndAssignmentAreNumbersFromOneOn() {
        assertThatThrownBy(() -> Target.of(Target.GRADESCOPE, 0, 1))
                .isInstanceOf(UploadException.class);
    }
}
