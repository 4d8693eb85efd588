package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.upload.Login;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gradebox upload} against a stand-in for Gradescope: what is sent, for whom, and once. */
class UploadingTest {
    @TempDir private Path folder;
    private UploadLab lab;

    @BeforeEach
    void handIn() throws IOException {
        lab = new UploadLab(folder);
    }

    @AfterEach
    void noSecretIsAnywhere() throws IOException {
        lab.close();
        assertThat(lab.everything())
                .doesNotContain(PretendedGradescope.TOKEN)
                .doesNotContain(PretendedGradescope.PASSWORD)
                .doesNotContain("correct");
    }

    @Test
    void withoutSendNothingLeavesTheMachine() {
        assertThat(lab.upload()).isZero();

        assertThat(lab.gradescope().requests()).isEmpty();
        assertThat(lab.out())
                .isEqualTo(
                        """
                        To %s/courses/12/assignments/34

                        ada  ada@example.edu; 1 file, 10 bytes: solution.py
                        bo  bo@example.edu; 1 file, 9 bytes: solution.py

                        2 to send, 0 there already, 0 that cannot be sent
                        1 handed in nothing
                        Nothing was sent: --send sends.
                        """
                                .formatted(lab.gradescope().url()));
        assertThat(lab.path("state")).doesNotExist();
    }

    @Test
    void withoutTheWordUnofficialItIsExplained() {
        int code = lab.run(List.of("class", "--course", "12", "--assignment", "34", "--send"));

        assertThat(code).isEqualTo(2);
        assertThat(lab.err()).contains("documents no way", "--unofficial");
        assertThat(lab.gradescope().requests()).isEmpty();
    }

    @Test
    void eachSubmissionGoesToItsOwnerJunkLeftOut() {
        lab.gradescope().enrol("ada@example.edu", 501).enrol("bo@example.edu", 502);

        assertThat(lab.upload("--send")).isZero();

        assertThat(lab.out())
                .contains("ada  accepted as 501\n", "bo  accepted as 502\n")
                .contains("2 submissions: 2 accepted, 0 there already, 0 failed");
        assertThat(lab.gradescope().submissions()).hasSize(2);
        var files = PretendedGradescope.parts(lab.gradescope().submissions().getFirst(), "files[]");
        assertThat(files).hasSize(1);
        assertThat(files.getFirst().getBody().asString()).isEqualTo("x = 'ada'\n");
        assertThat(files.getFirst().getHeader("Content-Disposition").firstValue())
                .isEqualTo("form-data; name=\"files[]\"; filename=\"solution.py\"");
        assertThat(lab.gradescope().submissions().getFirst().getHeader("access-token"))
                .isEqualTo(PretendedGradescope.TOKEN);
    }

    @Test
    void namesThatAFormDoesNotCarryTravelInAnArchive() throws Exception {
        var odd = "(é) 50%25=x.py";
        lab.write("class/ada/" + odd, "y\n");
        lab.gradescope().enrol("ada@example.edu", 501);

        assertThat(lab.upload("--send", "--only", "ada")).isZero();

        var files = PretendedGradescope.parts(lab.gradescope().submissions().getFirst(), "files[]");
        assertThat(files).hasSize(1);
        assertThat(files.getFirst().getHeader("Content-Disposition").firstValue())
                .isEqualTo("form-data; name=\"files[]\"; filename=\"submission.zip\"");
        assertThat(unzipped(files.getFirst().getBody().asBytes()))
                .containsOnly(Map.entry(odd, "y\n"), Map.entry("solution.py", "x = 'ada'\n"));
    }

    @Test
    void whatIsLeftOutIsTold() throws Exception {
        lab.write("class/ada/two\nlines.py", "y\n");
        lab.write("class/ada/a\"; filename=\"b.py", "y\n");
        lab.gradescope().enrol("ada@example.edu", 501);

        assertThat(lab.upload("--send", "--only", "ada")).isZero();

        assertThat(lab.err())
                .contains("Note: ada: left out .git: version control's own")
                .contains("Note: ada: left out two")
                .contains("characters that a file's name should not have")
                .doesNotContain("\nlines.py");
        assertThat(lab.gradescope().submissions().getFirst().getParts()).hasSize(2);
    }

    @Test
    void aPlainFolderKeepsItsPlaceInTheArchive() throws Exception {
        lab.write("class/ada/lib/extra.py", "y\n");
        lab.gradescope().enrol("ada@example.edu", 501);

        assertThat(lab.upload("--send", "--only", "ada")).isZero();

        var request = lab.gradescope().submissions().getFirst();
        var zip = PretendedGradescope.parts(request, "files[]").getFirst();
        assertThat(unzipped(zip.getBody().asBytes()))
                .containsExactly(
                        Map.entry("lib/extra.py", "y\n"), Map.entry("solution.py", "x = 'ada'\n"));
    }

    private static Map<String, String> unzipped(byte[] zip) throws IOException {
        var files = new TreeMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void aGroupsSubmissionNamesAllOfIt() throws Exception {
        lab.write(
                "export/submission_metadata.yml",
                """
                submission_7:
                  :submitters:
                  - {":name": Ada, ":sid": "1", ":email": ada@example.edu}
                  - {":name": Bo, ":sid": "2", ":email": Bo@Example.edu}
                submission_8:
                  :submitters:
                  - {":name": Dee, ":sid": "9"}
                """);
        lab.write("export/submission_7/solution.py", "x = 7\n");
        lab.write("export/submission_8/solution.py", "x = 8\n");
        lab.gradescope().enrolGroup(507, "ada@example.edu", "bo@example.edu");

        int code =
                lab.run(
                        List.of(
                                lab.path("export").toString(),
                                "--course=12",
                                "--assignment=34",
                                "--unofficial",
                                "--send",
                                "--url=" + lab.gradescope().url()));

        assertThat(code).isEqualTo(3);
        assertThat(lab.out())
                .contains("submission_7  accepted as 507")
                .contains("submission_8  cannot be sent: no e-mail address of Dee is known");
        assertThat(lab.gradescope().submissions()).hasSize(1);
        var request = lab.gradescope().submissions().getFirst();
        assertThat(PretendedGradescope.parts(request, "owner_emails[]")).hasSize(2);
        assertThat(PretendedGradescope.parts(request, "owner_email")).isEmpty();
    }

    @Test
    void whatIsThereIsNotSentAgainByTheSameCommand() {
        lab.gradescope().enrol("ada@example.edu", 501);
        assertThat(lab.upload("--send")).isEqualTo(3);
        assertThat(lab.out())
                .contains("ada  accepted as 501")
                .contains("bo  NOT there: refused (422): is the owner on the course's roster?")
                .contains("it says: no such owner")
                .contains("The same command goes on");

        lab.gradescope().enrol("bo@example.edu", 502);
        assertThat(lab.upload("--send")).isZero();

        assertThat(lab.out())
                .contains("ada  there since 2026-11-21T22:00:00Z", "bo  accepted as 502");
        assertThat(lab.gradescope().submissions()).hasSize(3);
        assertThat(lab.upload()).isZero();
        assertThat(lab.out()).contains("0 to send, 2 there already");
    }

    @Test
    void whatHasChangedIsSentAgain() throws Exception {
        lab.gradescope().enrol("ada@example.edu", 501);
        assertThat(lab.upload("--send", "--only", "ada")).isZero();
        lab.write("class/ada/solution.py", "x = 'better'\n");

        assertThat(lab.upload("--send", "--only", "ada")).isZero();

        assertThat(lab.gradescope().submissions()).hasSize(2);
    }

    @Test
    void aPasswordBuysATokenForThisRunAlone() {
        lab.token("");
        var password = PretendedGradescope.PASSWORD.toCharArray();
        lab.prompt(host -> Optional.of(new Login(PretendedGradescope.EMAIL, password)));
        lab.gradescope().enrol("ada@example.edu", 501);

        assertThat(lab.upload("--send", "--only", "ada")).isZero();

        assertThat(lab.out()).contains("ada  accepted as 501");
        assertThat(password).containsOnly('\0');
    }

    @Test
    void withoutATerminalItSaysWhatToSet() {
        lab.token("");

        assertThat(lab.upload("--send")).isEqualTo(2);

        assertThat(lab.err()).contains("set GRADESCOPE_TOKEN in the environment");
        assertThat(lab.gradescope().requests()).isEmpty();
    }

    @Test
    void whatWeRememberIsNotHandedIn() {
        var within = lab.path("class/state").toString();

        assertThat(lab.upload("--send", "-o", within)).isEqualTo(2);

        assertThat(lab.err()).contains("lies in");
    }
}
