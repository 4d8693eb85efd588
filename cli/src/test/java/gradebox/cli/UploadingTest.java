package gradebox.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import gradebox.upload.Backoff;
import gradebox.upload.Login;
import gradebox.upload.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code gradebox upload} against a stand-in for Gradescope. */
class UploadingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");

    private final PretendedGradescope gradescope = new PretendedGradescope();
    private final List<Duration> pauses = new ArrayList<>();
    private final StringBuilder everything = new StringBuilder();
    private Map<String, String> environment = Map.of("GRADESCOPE_TOKEN", PretendedGradescope.TOKEN);
    private LoginPrompt prompt = host -> Optional.empty();
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @BeforeEach
    void handIn() throws IOException {
        Files.writeString(
                folder.resolve("roster.csv"),
                "name,email,sid\nAda,ada@example.edu,1\nBo,Bo@example.edu,2\nCy,cy@example.edu,3\n");
        for (var name : List.of("ada", "bo")) {
            write("class/" + name + "/solution.py", "x = '" + name + "'\n");
        }
        write("class/ada/.git/config", "[core]\n");
    }

    @AfterEach
    void noSecretIsAnywhere() throws IOException {
        gradescope.close();
        everything.append(out).append(err);
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                everything.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(everything)
                .doesNotContain(PretendedGradescope.TOKEN)
                .doesNotContain(PretendedGradescope.PASSWORD)
                .doesNotContain("correct");
    }

    private void write(String file, String content) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private int upload(String... more) {
        var arguments = new ArrayList<>(List.of(folder.resolve("class").toString()));
        arguments.addAll(List.of("--roster", folder.resolve("roster.csv").toString()));
        arguments.addAll(List.of("--course", "12", "--assignment", "34", "--unofficial"));
        arguments.addAll(List.of("--url", gradescope.url()));
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    private int run(List<String> arguments) {
        everything.append(out).append(err);
        out = new StringWriter();
        err = new StringWriter();
        var terminal =
                new Terminal(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        false,
                        new Terminal.Look(120, false, true));
        var backoff =
                new Backoff(
                        3, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(10));
        var manner =
                new Uploading.Manner(
                        Duration.ofSeconds(2),
                        new Upload.Manner(backoff, pauses::add, false),
                        Clock.fixed(NOW, ZoneOffset.UTC));
        var uploading =
                new Uploading(terminal, environment, folder.resolve("state"), prompt, manner);
        return new CommandLine(new UploadCommand(uploading))
                .setExecutionExceptionHandler(
                        (problem, line, parsed) -> {
                            Failure.of(problem).lines().forEach(terminal.err()::println);
                            terminal.err().print(BugReport.trace(problem));
                            return Failure.of(problem).code().number();
                        })
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void withoutSendNothingLeavesTheMachine() {
        assertThat(upload()).isZero();

        assertThat(gradescope.requests()).isEmpty();
        assertThat(out.toString())
                .isEqualTo(
                        """
                        To %s/courses/12/assignments/34

                        ada  ada@example.edu; 1 file, 10 bytes: solution.py
                        bo  bo@example.edu; 1 file, 9 bytes: solution.py

                        2 to send, 0 there already, 0 that cannot be sent
                        1 handed in nothing
                        Nothing was sent: --send sends.
                        """
                                .formatted(gradescope.url()));
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void withoutTheWordUnofficialItIsExplained() {
        int code = run(List.of("class", "--course", "12", "--assignment", "34", "--send"));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("documents no way", "--unofficial");
        assertThat(gradescope.requests()).isEmpty();
    }

    @Test
    void eachSubmissionGoesToItsOwnerJunkLeftOut() {
        gradescope.enrol("ada@example.edu", 501).enrol("bo@example.edu", 502);

        assertThat(upload("--send")).isZero();

        assertThat(out.toString())
                .contains("ada  accepted as 501\n", "bo  accepted as 502\n")
                .contains("2 submissions: 2 accepted, 0 there already, 0 failed");
        assertThat(gradescope.submissions()).hasSize(2);
        var files = PretendedGradescope.parts(gradescope.submissions().getFirst(), "files[]");
        assertThat(files).hasSize(1);
        assertThat(files.getFirst().getBody().asString()).isEqualTo("x = 'ada'\n");
        assertThat(files.getFirst().getHeader("Content-Disposition").firstValue())
                .isEqualTo("form-data; name=\"files[]\"; filename=\"solution.py\"");
        assertThat(gradescope.submissions().getFirst().getHeader("access-token"))
                .isEqualTo(PretendedGradescope.TOKEN);
    }

    @Test
    void namesThatAFormDoesNotCarryTravelInAnArchive() throws Exception {
        var odd = "(é) 50%25=x.py";
        write("class/ada/" + odd, "y\n");
        gradescope.enrol("ada@example.edu", 501);

        assertThat(upload("--send", "--only", "ada")).isZero();

        var files = PretendedGradescope.parts(gradescope.submissions().getFirst(), "files[]");
        assertThat(files).hasSize(1);
        assertThat(files.getFirst().getHeader("Content-Disposition").firstValue())
                .isEqualTo("form-data; name=\"files[]\"; filename=\"submission.zip\"");
        assertThat(unzipped(files.getFirst().getBody().asBytes()))
                .containsOnly(Map.entry(odd, "y\n"), Map.entry("solution.py", "x = 'ada'\n"));
    }

    @Test
    void whatIsLeftOutIsTold() throws Exception {
        write("class/ada/two\nlines.py", "y\n");
        write("class/ada/a\"; filename=\"b.py", "y\n");
        gradescope.enrol("ada@example.edu", 501);

        assertThat(upload("--send", "--only", "ada")).isZero();

        assertThat(err.toString())
                .contains("Note: ada: left out .git: version control's own")
                .contains("Note: ada: left out two")
                .contains("characters that a file's name should not have")
                .doesNotContain("\nlines.py");
        assertThat(gradescope.submissions().getFirst().getParts()).hasSize(2);
    }

    @Test
    void aPlainFolderKeepsItsPlaceInTheArchive() throws Exception {
        write("class/ada/lib/extra.py", "y\n");
        gradescope.enrol("ada@example.edu", 501);

        assertThat(upload("--send", "--only", "ada")).isZero();

        var request = gradescope.submissions().getFirst();
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
        write(
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
        write("export/submission_7/solution.py", "x = 7\n");
        write("export/submission_8/solution.py", "x = 8\n");
        gradescope.enrolGroup(507, "ada@example.edu", "bo@example.edu");

        int code =
                run(
                        List.of(
                                folder.resolve("export").toString(),
                                "--course=12",
                                "--assignment=34",
                                "--unofficial",
                                "--send",
                                "--url=" + gradescope.url()));

        assertThat(code).isEqualTo(3);
        assertThat(out.toString())
                .contains("submission_7  accepted as 507")
                .contains("submission_8  cannot be sent: no e-mail address of Dee is known");
        assertThat(gradescope.submissions()).hasSize(1);
        var request = gradescope.submissions().getFirst();
        assertThat(PretendedGradescope.parts(request, "owner_emails[]")).hasSize(2);
        assertThat(PretendedGradescope.parts(request, "owner_email")).isEmpty();
    }

    @Test
    void whatIsThereIsNotSentAgainByTheSameCommand() {
        gradescope.enrol("ada@example.edu", 501);
        assertThat(upload("--send")).isEqualTo(3);
        assertThat(out.toString())
                .contains("ada  accepted as 501")
                .contains("bo  NOT there: refused (422): is the owner on the course's roster?")
                .contains("it says: no such owner")
                .contains("The same command goes on");

        gradescope.enrol("bo@example.edu", 502);
        assertThat(upload("--send")).isZero();

        assertThat(out.toString())
                .contains("ada  there since 2026-11-21T22:00:00Z", "bo  accepted as 502");
        assertThat(gradescope.submissions()).hasSize(3);
        assertThat(upload()).isZero();
        assertThat(out.toString()).contains("0 to send, 2 there already");
    }

    @Test
    void whatHasChangedIsSentAgain() throws Exception {
        gradescope.enrol("ada@example.edu", 501);
        assertThat(upload("--send", "--only", "ada")).isZero();
        write("class/ada/solution.py", "x = 'better'\n");

        assertThat(upload("--send", "--only", "ada")).isZero();

        assertThat(gradescope.submissions()).hasSize(2);
    }

    @Test
    void aBusyServerIsWaitedForAsLongAsItAsks() {
        gradescope.first(
                "ada@example.edu",
                501,
                aResponse().withStatus(429).withHeader("Retry-After", "7"),
                aResponse().withStatus(503));

        assertThat(upload("--send", "--only", "ada")).isZero();

        assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(4));
        assertThat(err.toString()).contains("ada: asked to wait (429); again in 7 s");
        assertThat(out.toString()).contains("ada  accepted as 501\n").doesNotContain("twice");
    }

    @Test
    void aServerThatIsAwayEndsTheRunAndTheRestIsToldAsUntried() throws Exception {
        write("class/cy/solution.py", "x = 'cy'\n");
        gradescope.always("ada@example.edu", aResponse().withStatus(503));
        gradescope.always("bo@example.edu", aResponse().withStatus(503));

        assertThat(upload("--send")).isEqualTo(3);

        assertThat(gradescope.submissions()).hasSize(6);
        assertThat(out.toString())
                .contains("ada  NOT there: not available (503)")
                .contains("2 failed, 0 unsure, 1 not tried")
                .contains("Stopped: not available (503), 2 times in a row");
    }

    @Test
    void anAnswerThatIsLostMayMeanTwoAndThatIsTold() {
        gradescope.first(
                "ada@example.edu", 501, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThat(upload("--send", "--only", "ada")).isZero();

        assertThat(gradescope.submissions()).hasSize(2);
        assertThat(out.toString())
                .contains("ada  accepted as 501; an earlier try, whose answer was lost, may be")
                .contains("1 of those accepted may be there twice");
    }

    @Test
    void aTimeOutIsAnAnswerThatIsLost() {
        gradescope.first("ada@example.edu", 501, aResponse().withFixedDelay(10_000));

        assertThat(upload("--send", "--only", "ada")).isZero();

        assertThat(err.toString()).contains("no answer came: it took more than 2 s");
        assertThat(out.toString()).contains("may be there twice");
    }

    @Test
    void neverTwiceLeavesItToPeople() {
        gradescope.first("ada@example.edu", 501, aResponse().withFault(Fault.EMPTY_RESPONSE));

        assertThat(upload("--send", "--only", "ada", "--never-twice")).isEqualTo(3);
        assertThat(out.toString()).contains("ada  MAY be there: no answer came");
        assertThat(upload("--send", "--only", "ada", "--never-twice")).isEqualTo(3);
        assertThat(gradescope.submissions()).hasSize(1);

        assertThat(upload("--send", "--only", "ada")).isZero();
        assertThat(gradescope.submissions()).hasSize(2);
    }

    @Test
    void aTokenThatIsRefusedEndsTheRunAtOnce() {
        environment = Map.of("GRADESCOPE_TOKEN", "another-token");

        assertThat(upload("--send")).isEqualTo(3);

        assertThat(gradescope.submissions()).hasSize(1);
        assertThat(out.toString())
                .contains("Stopped: the token is refused (401)")
                .contains("1 failed, 0 unsure, 1 not tried")
                .doesNotContain("another-token");
    }

    @Test
    void anAssignmentThatIsNotThereIsTold() {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of(folder.resolve("class").toString(), "--course=13"));
        arguments.addAll(List.of("--assignment=34", "--unofficial", "--send"));
        arguments.addAll(List.of("--roster", folder.resolve("roster.csv").toString()));
        arguments.addAll(List.of("--url", gradescope.url()));
        assertThat(run(arguments)).isEqualTo(3);
        assertThat(out.toString()).contains("Stopped: there is no such course or assignment (404)");
        assertThat(gradescope.requests()).hasSize(1);
    }

    @Test
    void aServerThatRepeatsTheTokenIsNotPrinted() {
        gradescope.always(
                "ada@example.edu",
                jsonResponse("{\"error\": \"bad " + PretendedGradescope.TOKEN + "\"}", 422));

        assertThat(upload("--send", "--only", "ada")).isEqualTo(3);

        assertThat(out.toString()).contains("it says: bad …");
    }

    @Test
    void aRedirectIsNotFollowedAndNoTokenGoesThere() {
        try (var elsewhere = new PretendedGradescope().enrol("ada@example.edu", 666)) {
            gradescope.always(
                    "ada@example.edu",
                    aResponse()
                            .withStatus(307)
                            .withHeader(
                                    "Location",
                                    elsewhere.url()
                                            + "/api/v1/courses/12/assignments/34/submissions"));

            assertThat(upload("--send", "--only", "ada")).isEqualTo(3);

            assertThat(elsewhere.requests()).isEmpty();
            assertThat(out.toString()).contains("another address (307), which is not followed");
        }
    }

    @Test
    void aPasswordBuysATokenForThisRunAlone() {
        environment = Map.of();
        var password = PretendedGradescope.PASSWORD.toCharArray();
        prompt = host -> Optional.of(new Login(PretendedGradescope.EMAIL, password));
        gradescope.enrol("ada@example.edu", 501);

        assertThat(upload("--send", "--only", "ada")).isZero();

        assertThat(out.toString()).contains("ada  accepted as 501");
        assertThat(password).containsOnly('\0');
    }

    @Test
    void aWrongPasswordIsUsage() {
        environment = Map.of();
        prompt =
                host ->
                        Optional.of(
                                new Login(PretendedGradescope.EMAIL, "incorrect".toCharArray()));

        assertThat(upload("--send")).isEqualTo(2);

        assertThat(err.toString()).contains("localhost refuses this e-mail and password (401)");
        assertThat(gradescope.submissions()).isEmpty();
    }

    @Test
    void withoutATerminalItSaysWhatToSet() {
        environment = Map.of();

        assertThat(upload("--send")).isEqualTo(2);

        assertThat(err.toString()).contains("set GRADESCOPE_TOKEN in the environment");
        assertThat(gradescope.requests()).isEmpty();
    }

    @Test
    void nobodyIsThere() {
        gradescope.close();

        assertThat(upload("--send", "--only", "ada")).isEqualTo(3);

        assertThat(out.toString()).contains("ada  NOT there: cannot be reached");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void whatWeRememberIsNotHandedIn() {
        var within = folder.resolve("class/state").toString();

        assertThat(upload("--send", "-o", within)).isEqualTo(2);

        assertThat(err.toString()).contains("lies in");
    }
}
