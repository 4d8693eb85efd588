package gradebox.assignments.intake;

import static gradebox.assignments.intake.ClassLab.files;
import static gradebox.assignments.intake.ClassLab.ids;
import static gradebox.assignments.intake.ClassLab.one;
import static gradebox.assignments.intake.ClassLab.why;
import static gradebox.assignments.intake.ClassLab.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.grading.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
    @TempDir Path home;
    private ClassLab lab;

    @BeforeEach
    void makeLab() {
        lab = new ClassLab(home);
    }

    private static IntakeOptions asking(String... files) {
        return new IntakeOptions(List.of(files), List.of(), 1 << 20, Attempts.LAST, null);
    }

    @Test
    void oneFileIsASubmission() throws Exception {
        IntakeResult result = lab.read(lab.write("solution.py", "x = 1\n"));
        assertThat(files(result, "solution").files()).containsExactly("solution.py");
        assertThat(one(result, "solution").submitters()).isEmpty();
    }

    @Test
    void oneFileOfTheRightKindIsTakenForTheOneThatIsAskedFor() throws Exception {
        IntakeResult result = lab.read(lab.write("alice.py", "x = 1\n"));
        assertThat(files(result, "alice").files()).containsExactly("solution.py");
        assertThat(result.notes()).containsExactly("alice.py: taken for solution.py");
    }

    @Test
    void anArrayArchiveThatIsAskedForStaysAFile() throws Exception {
        byte[] npz = zip("labels.npy", "\u0093NUMPY");
        IntakeResult result =
                lab.with(asking("predictions.npz")).read(lab.write("predictions.npz", npz));
        assertThat(files(result, "predictions").files()).containsExactly("predictions.npz");
    }

    @Test
    void oneFolderIsASubmission() throws Exception {
        lab.write("hw1/solution.py", "x = 1\n");
        lab.write("hw1/lib/extra.py", "y = 2\n");
        lab.write("hw1/.git/config", "");
        IntakeResult result = lab.read(lab.path("hw1"));
        assertThat(ids(result)).containsExactly("hw1");
        assertThat(files(result, "hw1").files()).containsExactly("lib/extra.py", "solution.py");
        assertThat(files(result, "hw1").dropped()).containsExactly(".git: version control's own");
    }

    @Test
    void oneArchiveIsASubmissionWhateverItIsCalled() throws Exception {
        IntakeResult result = lab.read(lab.write("upload.dat", zip("hw1/solution.py", "x")));
        assertThat(files(result, "upload").files()).containsExactly("solution.py");
    }

    @Test
    void aWrappingFolderIsTakenOffUnlessItIsAskedFor() throws Exception {
        Path zip = lab.write("a.zip", zip("hw1/solution.py", "x"));
        assertThat(files(lab.read(zip), "a").files()).containsExactly("solution.py");
        assertThat(files(lab.with(asking("hw1/solution.py")).read(zip), "a").files())
                .containsExactly("hw1/solution.py");
    }

    @Test
    void aFolderOfFoldersFilesAndArchivesIsAClass() throws Exception {
        lab.write("class/alice/solution.py", "1");
        lab.write("class/bob.zip", zip("solution.py", "2"));
        lab.write("class/carol/hw1/solution.py", "3");
        lab.write("class/dave/answers.py", "4");
        lab.write("class/erin.py", "5");
        lab.write("class/fred.tar.gz", "not what it says");
        lab.write("class/expected.yaml", "a: 1");
        Files.createDirectories(lab.path("class/gina"));
        IntakeResult result = lab.read(lab.path("class"));
        assertThat(ids(result))
                .containsExactly("alice", "bob", "carol", "dave", "erin", "fred", "gina");
        assertThat(files(result, "carol").files()).containsExactly("solution.py");
        assertThat(files(result, "dave").files()).containsExactly("answers.py");
        assertThat(files(result, "erin").files()).containsExactly("solution.py");
        assertThat(why(result, "fred")).contains("no archive");
        assertThat(why(result, "gina")).contains("no file");
        assertThat(result.notes()).contains("class/expected.yaml: left out, it is no submission");
    }

    @Test
    void anArchiveOfThoseIsAClass() throws Exception {
        byte[] inner = zip("hw1/solution.py", "2");
        Path all =
                lab.write(
                        "all.zip",
                        zip(
                                Map.of(
                                        "class/alice/solution.py", "1".getBytes(UTF_8),
                                        "class/bob.zip", inner,
                                        "class/carol.zip", "PK".getBytes(UTF_8),
                                        "class/dave/so\nlution.py", "4".getBytes(UTF_8),
                                        "__MACOSX/class/._bob.zip", "m".getBytes(UTF_8))));
        IntakeResult result = lab.read(all);
        assertThat(ids(result)).containsExactly("alice", "bob", "carol", "dave");
        assertThat(files(result, "alice").files()).containsExactly("solution.py");
        assertThat(files(result, "bob").files()).containsExactly("solution.py");
        assertThat(why(result, "carol")).contains("no archive");
        assertThat(why(result, "dave")).contains("characters");
    }

    @Test
    void looseFilesOfTheOneKindAreAClass() throws Exception {
        lab.write("class/alice.py", "1");
        lab.write("class/bob.py", "2");
        assertThat(ids(lab.read(lab.path("class")))).containsExactly("alice", "bob");
    }

    @Test
    void aSubmissionThatMissesItsFileStaysOne() throws Exception {
        lab.write("hw1/answers.txt", "1");
        lab.write("hw1/main.py", "2");
        assertThat(ids(lab.read(lab.path("hw1")))).containsExactly("hw1");
    }

    @Test
    void aPlatformsOneSubmissionIsNeverAClass() throws Exception {
        lab.write("sub/a/solution.py", "1");
        lab.write("sub/b/solution.py", "2");
        lab.write("sub/submission_metadata.yml", "submission_1: {}");
        IntakeResult result =
                new Intake(lab.options()).readOne(lab.path("sub"), home.resolve("staging"));
        assertThat(files(result, "sub").files()).hasSize(3);
    }

    @Test
    void aBadArchiveIsItsOwnersOutcomeOnly() throws Exception {
        Path broken = lab.write("class/bob.zip", new byte[] {'P', 'K', 3, 4, 0, 0});
        lab.write("class/alice/solution.py", "1");
        IntakeResult result = lab.read(lab.path("class"));
        assertThat(files(result, "alice").files()).containsExactly("solution.py");
        assertThat(why(result, "bob")).contains("damaged");
        assertThat(why(lab.read(broken), "bob")).contains("damaged");
    }

    @Test
    void whatIsTooLargeIsItsOwnersOutcomeOnly() throws Exception {
        lab.write("class/alice/solution.py", "1");
        lab.write("class/bob/solution.py", new byte[2 << 20]);
        IntakeResult result = lab.read(lab.path("class"));
        assertThat(why(result, "bob")).contains("larger than 1 MiB");
        Path all =
                lab.write(
                        "all.zip",
                        zip(
                                Map.of(
                                        "alice/solution.py", new byte[1],
                                        "bob/solution.py", new byte[2 << 20],
                                        "carol/solution.py", new byte[600_000],
                                        "carol/more.py", new byte[600_000])));
        IntakeResult zipped = lab.read(all);
        assertThat(ids(zipped)).containsExactly("alice", "bob", "carol");
        assertThat(why(zipped, "bob")).contains("larger");
        assertThat(why(zipped, "carol")).contains("larger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(id)", "-rf", "a\nb", "=cmd", ".hidden", "\u202etxt", "..."})
    void childrenWithHostileNamesGetPlainIds(String name) throws Exception {
        lab.write("class/" + name + "/solution.py", "1");
        lab.write("class/zoe/solution.py", "2");
        IntakeResult result = lab.read(lab.path("class"));
        assertThat(result.submissions()).hasSize(2);
        Submission hostile =
                result.submissions().stream().filter(s -> !s.id().equals("zoe")).findFirst().get();
        assertThat(hostile.id()).matches("[A-Za-z0-9_][A-Za-z0-9._-]*");
        assertThat(hostile.source()).doesNotContain("\n").doesNotContain("\u202e");
        assertThat(files(result, hostile.id()).files()).containsExactly("solution.py");
    }

    @Test
    void idsDifferInMoreThanCase() throws Exception {
        lab.write("class/Alice/solution.py", "1");
        lab.write("class/alice/solution.py", "2");
        lab.write("class/alice-2/solution.py", "3");
        assertThat(ids(lab.read(lab.path("class"))))
                .containsExactly("Alice", "alice-2", "alice-2-2");
    }

    @Test
    void aLinkInTheClassIsNotFollowed() throws Exception {
        Path secret = Files.createDirectories(home.resolve("secret"));
        Files.writeString(secret.resolve("solution.py"), "labels");
        lab.write("class/alice/solution.py", "1");
        Files.createSymbolicLink(lab.path("class/bob"), secret);
        IntakeResult result = lab.read(lab.path("class"));
        assertThat(why(result, "bob")).contains("link");
    }

    @Test
    void snapshotsAreReachedByTheOwnerOnly() throws Exception {
        Path file = lab.write("solution.py", "x = 1\n");
        Submission.Contents.Files files = files(lab.read(file), "solution");
        Files.writeString(file, "x = 2\n");
        assertThat(Files.readString(files.root().resolve("solution.py"))).isEqualTo("x = 1\n");
        assertThat(mode(files.root())).isEqualTo("rwxr-xr-x");
        assertThat(mode(home.resolve("staging1"))).isEqualTo("rwx------");
        assertThat(files.digest()).matches("[0-9a-f]{64}");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aMissingSourceIsTheStaffsToMend() {
        assertThatThrownBy(() -> lab.read(lab.path("nowhere")))
                .isInstanceOf(IntakeException.class)
                .hasMessageContaining("nowhere: there is no such file or folder");
    }
}
