package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.doctor.Finding;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTableTest {
    private static final List<Finding> FINDINGS =
            List.of(
                    new Finding.Ok("JDK", "25.0.1"),
                    new Finding.Warn(
                            "runc",
                            "1.1.5\u001b[2J",
                            "see whether the package is mended, and upgrade to 1.2.8 if it is not"),
                    new Finding.Fail("image cpu", "not built", "gradebox image build cpu"));

    private static String printed(Style style) {
        var text = new StringWriter();
        new FindingTable(style).print(FINDINGS, new PrintWriter(text));
        return text.toString();
    }

    @Test
    void saysWhatToDoBelowWhatIsNotWell() {
        assertThat(printed(new Style(50, false, true)))
                .isEqualTo(
                        """
                        ok    JDK        25.0.1
                        warn  runc       1.1.5␛[2J
                                         → see whether the package is
                                           mended, and upgrade to 1.2.8 if
                                           it is not
                        fail  image cpu  not built
                                         → gradebox image build cpu

                        3 looked at: 1 failed, 1 warned of
                        """);
    }

    @Test
    void coloursTheMarksWhereATerminalCan() {
        assertThat(printed(new Style(80, true, false)))
                .contains("\033[32mok    \033[0m", "\033[33mwarn", "\033[31mfail")
                .contains("> gradebox image build cpu")
                .doesNotContain("→");
    }

    @Test
    void theDocumentIsStable() {
        assertThat(FindingJson.of(FINDINGS.subList(0, 2)))
                .isEqualTo(
                        """
                        {
                          "well" : true,
                          "findings" : [
                            {
                              "subject" : "JDK",
                              "status" : "ok",
                              "found" : "25.0.1",
                              "advice" : null
                            },
                            {
                              "subject" : "runc",
                              "status" : "warn",
                              "found" : "1.1.5␛[2J",
                              "advice" : "see whether the package is mended, and upgrade to 1.2.8 if it is not"
                            }
                          ]
                        }
                        """);
        assertThat(FindingJson.of(FINDINGS)).contains("\"well\" : false", "\"fail\"");
    }
}
