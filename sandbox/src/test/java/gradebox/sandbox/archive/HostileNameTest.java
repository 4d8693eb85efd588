package gradebox.sandbox.archive;

import static gradebox.sandbox.archive.ZipForge.file;
import static gradebox.sandbox.archive.ZipForge.folder;
import static gradebox.sandbox.archive.ZipForge.zip;
import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.archive.ZipForge.Entry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileNameTest {
    @TempDir Path home;
    private ArchiveLab lab;

    @BeforeEach
    void makeLab() throws IOException {
        lab = new ArchiveLab(home);
    }

    private static Entry good() {
        return file("solution.py", "x = 1\n");
    }

    private static void isUnsafe(Dropped dropped) {
        assertThat(dropped.kind()).isEqualTo(Dropped.Kind.UNSAFE);
        assertThat(dropped.toString()).matches("[\\x20-\\x7e…]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../canary",
                "a/../../../canary",
                "..",
                "/etc/cron.d/evil",
                "//etc/evil",
                "C:\\Windows\\evil",
                "C:evil",
                "..\\..\\canary",
                "\\\\server\\share\\evil",
                "file:///etc/evil"
            })
    void namesThatLeadOutAreLeftOutAndTheRestIsOpened(String name) throws Exception {
        Unpacked unpacked = lab.open(zip(good(), file(name, "evil")));
        assertThat(unpacked.paths()).containsExactly("solution.py");
        assertThat(unpacked.dropped()).singleElement().satisfies(HostileNameTest::isUnsafe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "new\nline.py",
                "esc\u001b[2J.py",
                "nul\0.py",
                "del\u007f.py",
                "c1\u009b.py",
                "rtl\u202egnp.py",
                "zero\u200bwidth.py",
                "=cmd|' /C calc'!A0",
                "=1+1.py",
                "+1.py",
                "@SUM(1).py",
                "$(touch evil).py",
                "`touch evil`.py",
                "a;b.py",
                "-rf",
                "--help.py",
                "~root",
                "<script>.py",
                "\"quoted\".py",
                " leading.py",
                "trailing.py ",
                "folder /x.py"
            })
    void namesThatHarmAShellATerminalOrASheetAreLeftOut(String name) throws Exception {
        Unpacked unpacked = lab.open(zip(good(), file(name, "evil")));
        assertThat(unpacked.paths()).containsExactly("solution.py");
        assertThat(unpacked.dropped()).singleElement().satisfies(HostileNameTest::isUnsafe);
    }

    @ParameterizedTest
    @ValueSource(strings = {"my homework (1).py", "décès.py", "作业.py", "l'été [v2] #3 & 50%.py"})
    void namesThatPeopleGiveAreKept(String name) throws Exception {
        assertThat(lab.open(zip(file(name, "x"))).paths()).containsExactly(name);
    }

    @Test
    void longNamesAndDeepFoldersAreLeftOut() throws Exception {
        Unpacked unpacked =
                lab.open(
                        zip(
                                good(),
                                file("n".repeat(251), "x"),
                                file("f/".repeat(200) + "x.py", "x"),
                                file("g/".repeat(21) + "x.py", "x"),
                                file("p".repeat(60_000), "x")));
        assertThat(unpacked.paths()).containsExactly("solution.py");
        assertThat(unpacked.dropped()).hasSize(4).allSatisfy(HostileNameTest::isUnsafe);
    }

    @Test
    void namesThatAreNotUtf8AreLeftOut() throws Exception {
        byte[] name = {'e', (byte) 0xff, (byte) 0xfe, '.', 'p', 'y'};
        Unpacked unpacked = lab.open(zip(good(), file("x", "x").rawName(name, true)));
        assertThat(unpacked.paths()).containsExactly("solution.py");
        assertThat(unpacked.dropped()).singleElement().satisfies(HostileNameTest::isUnsafe);
    }

    @Test
    void namesInAnOldCodePageAreSpelledWithUnderscores() throws Exception {
        byte[] name = {(byte) 0x81, 'b', '/', 's', '.', 'p', 'y'};
        assertThat(lab.open(zip(file("x", "x").rawName(name, false))).paths())
                .containsExactly("_b/s.py");
    }

    @Test
    void aFileThatIsThereTwiceIsRefused() throws Exception {
        assertThat(lab.refusal(zip(good(), good()))).contains("'solution.py' is in it twice");
        assertThat(lab.refusal(zip(good(), file("./solution.py", "evil")))).contains("twice");
    }

    @Test
    void twinsOnOtherMachinesAreRefused() throws Exception {
        assertThat(lab.refusal(zip(file("Main.py", "1"), file("main.py", "2"))))
                .contains("'main.py'", "'Main.py'");
        assertThat(lab.refusal(zip(file("caf\u00e9.py", "1"), file("cafe\u0301.py", "2"))))
                .contains("twice");
        assertThat(lab.refusal(zip(file("stra\u00dfe.py", "1"), file("STRASSE.py", "2"))))
                .contains("one name");
    }

    @Test
    void aFileThatIsAlsoAFolderIsRefused() throws Exception {
        assertThat(lab.refusal(zip(file("a", "1"), file("a/b", "2")))).contains("which is a file");
        assertThat(lab.refusal(zip(file("a/b", "1"), file("A", "2")))).contains("both a file");
        assertThat(lab.refusal(zip(file("a", "1"), folder("a/")))).contains("both a file");
    }

    @Test
    void junkIsLeftOutAndListedOnce() throws Exception {
        Unpacked unpacked =
                lab.open(
                        zip(
                                good(),
                                file(".git/config", "[core] fsmonitor = evil"),
                                file(".git/hooks/pre-commit", "evil"),
                                file("__MACOSX/._solution.py", "x"),
                                file("sub/.DS_Store", "x"),
                                file("__pycache__/solution.cpython-313.pyc", "x"),
                                file("evil.PYC", "x"),
                                file(".ipynb_checkpoints/a.ipynb", "x"),
                                file("node_modules/a/index.js", "x"),
                                file(".env", "TOKEN=1"),
                                file("Thumbs.db", "x")));
        assertThat(unpacked.paths()).containsExactly("solution.py");
        assertThat(unpacked.dropped())
                .hasSize(9)
                .allSatisfy(d -> assertThat(d.kind()).isEqualTo(Dropped.Kind.JUNK))
                .extracting(Dropped::path)
                .contains(".git", "__MACOSX", "sub/.DS_Store", "evil.PYC");
    }

    @Test
    void filesThatOnlyHarmTheirOwnerAreKept() throws Exception {
        Unpacked unpacked =
                lab.open(
                        zip(
                                good(),
                                file("conftest.py", "x"),
                                file("pytest.ini", "x"),
                                file("sitecustomize.py", "x"),
                                file("numpy.py", "x"),
                                file("bomb.ipynb", "<!DOCTYPE lolz>")));
        assertThat(unpacked.paths()).hasSize(6);
    }
}
