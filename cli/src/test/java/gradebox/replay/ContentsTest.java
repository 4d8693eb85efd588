package gradebox.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import gradebox.assignments.intake.Attempts;
import gradebox.assignments.intake.Intake;
import gradebox.assignments.intake.IntakeOptions;
import gradebox.grading.Submission.Contents;
import gradebox.sandbox.archive.ArchiveLimits;
import gradebox.sandbox.archive.ArchiveRefusedException;
import gradebox.sandbox.archive.FolderCopier;
import gradebox.sandbox.archive.PathRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digest that Python makes in Gradescope's container is the one that intake has made here. */
class ContentsTest {
    private static final String DIGESTS =
            """
            import json, sys
            sys.path.insert(0, sys.argv[1])
            import contents
            rules = json.load(open(sys.argv[2], encoding="utf-8"))
            for folder in sys.argv[3:]:
                print(contents.digest(folder, rules))
            """;

    @TempDir private Path work;
    private Path tree;

    @BeforeEach
    void prepare() throws Exception {
        Files.writeString(work.resolve("contents.py"), Python.source("contents.py"));
        new ObjectMapper().writeValue(work.resolve("rules").toFile(), PathRules.ofSubmission());
        tree = Files.createDirectory(work.resolve("tree"));
        write("solution.py", "1");
    }

    private void write(String path, String content) throws IOException {
        var file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private List<String> byPython(List<Path> folders) throws Exception {
        var arguments = new ArrayList<>(List.of("-c", DIGESTS));
        arguments.addAll(List.of(work.toString(), work.resolve("rules").toString()));
        folders.forEach(folder -> arguments.add(folder.toString()));
        var ended = Python.run(work, arguments.toArray(String[]::new));
        assertThat(ended.code()).as(ended.out()).isZero();
        return ended.out().lines().toList();
    }

    private String byPython() throws Exception {
        return byPython(List.of(tree)).getFirst();
    }

    private String byJava(Path folder) throws Exception {
        var fresh = Files.createTempDirectory(work, "copies").resolve("copy");
        var copier = new FolderCopier(ArchiveLimits.ofSubmission(1 << 20));
        return copier.copyFolder(folder, fresh).digest();
    }

    private void isSame() throws Exception {
        assertThat(byPython()).isEqualTo(byJava(tree));
    }

    private void isSameAsBefore(String before) throws Exception {
        assertThat(byPython()).isEqualTo(before);
        isSame();
    }

    @Test
    void everyByteAndEveryNameCounts() throws Exception {
        var before = byPython();
        write("solution.py", "2");
        var other = byPython();
        isSame();
        Files.move(tree.resolve("solution.py"), tree.resolve("other.py"));

        assertThat(List.of(before, other, byPython())).doesNotHaveDuplicates();
        isSame();
    }

    @Test
    void namesOfAllKindsAreTheSame() throws Exception {
        write("with a space.py", "a");
        write("src/über/naïve.py", "b");
        write("数据/模型 (最终).py", "c");
        write("e\u0301te\u0301/re\u0301sume\u0301.txt", "decomposed");
        write("एक/दो.py", "combining marks that show");
        write(
                "\uD835\uDD38 and \uFF41",
                "beyond U+FFFF sorts before U+FFxx in Java, after in bytes");
        write("\uFF41 and \uD835\uDD38", "d");
        write("empty.py", "");
        write("deep/" + "d/".repeat(12) + "x", "e");
        isSame();
    }

    @Test
    void whatNobodyGradesDoesNotCount() throws Exception {
        var before = byPython();
        for (var junk :
                List.of(
                        "__MACOSX/._solution.py",
                        "._solution.py",
                        ".DS_Store",
                        ".git/objects/12/34",
                        "src/.Git/HEAD",
                        "__pycache__/solution.cpython-312.pyc",
                        "solution.PYC",
                        ".venv/bin/activate",
                        "node_modules/a/index.js",
                        ".env",
                        "Thumbs.db")) {
            write(junk, "junk");
        }
        isSameAsBefore(before);
    }

    @Test
    void namesThatAreRefusedDoNotCount() throws Exception {
        var before = byPython();
        for (var odd :
                List.of(
                        "-rf",
                        "=1+1.py",
                        "~home",
                        " first",
                        "last ",
                        "tab\t.py",
                        "line\nbreak.py",
                        "back\\slash.py",
                        "c:drive.py",
                        "star*.py",
                        "\u202Egnp.py",
                        "zero\u200Bwidth",
                        "-odd/solution.py",
                        "smile\uD83D\uDE00.py",
                        "n".repeat(201),
                        "d/".repeat(25) + "deep.py",
                        ("long/" + "n".repeat(190) + "/").repeat(2) + "x",
                        ("\uD835\uDD38".repeat(45) + "/").repeat(3) + "x",
                        "ё".repeat(101))) {
            write(odd, "odd");
        }
        isSameAsBefore(before);
    }

    @Test
    void namesThatCannotBeReadDoNotCount() throws Exception {
        var before = byPython();
        var program =
                """
                import os, sys
                root = os.fsencode(sys.argv[1])
                for name in (b"caf\\xe9.py", b"\\xff\\xfe", b"\\xed\\xa0\\x80.py", b"\\xc0\\xaf.py"):
                    open(os.path.join(root, name), "w").close()
                os.mkdir(os.path.join(root, b"dir\\xe9"))
                open(os.path.join(root, b"dir\\xe9", b"x.py"), "w").close()
                os.mkfifo(os.path.join(root, b"pipe"))
                """;
        assertThat(Python.run(work, "-c", program, tree.toString()).code()).isZero();
        isSameAsBefore(before);
    }

    @Test
    void linksDoNotCount() throws Exception {
        var before = byPython();
        Files.createSymbolicLink(tree.resolve("passwd.py"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(tree.resolve("folder"), Path.of("/etc"));
        Files.createSymbolicLink(tree.resolve("loop"), Path.of("."));
        Files.createSymbolicLink(tree.resolve("own.py"), Path.of("solution.py"));
        isSameAsBefore(before);
    }

    @Test
    void chanceFindsNoDifference() throws Exception {
        var random = new Random(4);
        var folders = new ArrayList<Path>();
        var expected = new ArrayList<String>();
        for (int i = 0; i < 150; i++) {
            var folder = Files.createDirectory(work.resolve("chance" + i));
            scatter(random, folder);
            try {
                expected.add(byJava(folder));
                folders.add(folder);
            } catch (ArchiveRefusedException e) {
                // names that are one on some machine: there is no digest to compare with
            }
        }
        assertThat(folders).hasSizeGreaterThan(120);
        assertThat(byPython(folders)).isEqualTo(expected);
    }

    private static void scatter(Random random, Path folder) throws IOException {
        for (int i = 0; i < 6; i++) {
            var path =
                    IntStream.rangeClosed(0, random.nextInt(3))
                            .mapToObj(level -> name(random))
                            .collect(Collectors.joining("/"));
            var file = folder.resolve(path).normalize();
            if (file.startsWith(folder) && !file.equals(folder) && !Files.exists(file)) {
                try {
                    Files.createDirectories(file.getParent());
                    Files.write(file, new byte[random.nextInt(3)]);
                } catch (IOException e) {
                    // a file where a folder is wanted
                    assertThat(e).isInstanceOf(java.nio.file.FileSystemException.class);
                }
            }
        }
    }

    /** Make a name of a few characters: ordinary ones, marks, odd ones, and any at all. */
    private static String name(Random random) {
        var ordinary = "aeiouAEIOUKſs0.pyc_-= ()\u0301\u0308\u0327\u0345é가ᄀ\u1161ΩΩ;'\u00ad";
        var name = new StringBuilder("x".repeat(random.nextInt(2)));
        for (int i = 0; i <= random.nextInt(5); i++) {
            name.append(ordinary.charAt(random.nextInt(ordinary.length())));
        }
        if (random.nextInt(4) == 0) {
            int point = random.nextInt(0x30000);
            boolean isOdd = point == 0 || point == '/' || (point >= 0xd800 && point < 0xe000);
            name.appendCodePoint(isOdd ? 'o' : point);
        }
        return name.toString();
    }

    @Test
    void aFolderAroundEverythingCounts() throws Exception {
        var wrapped = Files.createDirectory(work.resolve("wrapped"));
        Files.move(tree, wrapped.resolve("homework"));
        Files.createDirectories(wrapped.resolve("__MACOSX/homework"));
        Files.writeString(wrapped.resolve("__MACOSX/homework/._solution.py"), "");
        var contents = intake(wrapped);

        assertThat(contents.files()).containsExactly("solution.py");
        assertThat(byPython(List.of(wrapped))).containsExactly(contents.uploaded());
        assertThat(contents.digest())
                .isNotEqualTo(contents.uploaded())
                .isEqualTo(byPython(List.of(wrapped.resolve("homework"))).getFirst());
    }

    /** Gradescope unpacks a zip that is handed in; Canvas hands it on as it is. */
    @Test
    void aZipIsTheSameAsWhatGradescopeUnpacksFromIt() throws Exception {
        write("src/über.py", "x");
        write("__MACOSX/._solution.py", "x");
        var zip = work.resolve("homework.zip");
        var pack = "import shutil, sys; shutil.make_archive(sys.argv[1], 'zip', *sys.argv[2:])";
        var base = work.resolve("homework").toString();
        var named = Python.run(work, "-X", "utf8", "-c", pack, base, work.toString(), "tree");

        assertThat(named.code()).as(named.out()).isZero();
        var unpacked = Files.createDirectory(work.resolve("unpacked"));
        Files.move(tree, unpacked.resolve("tree"));
        assertThat(intake(zip).uploaded()).isEqualTo(byPython(List.of(unpacked)).getFirst());
    }

    private Contents.Files intake(Path source) throws Exception {
        var options =
                new IntakeOptions(List.of("solution.py"), List.of(), 1 << 20, Attempts.LAST, null);
        var staging = Files.createTempDirectory(work, "staging");
        var result = new Intake(options).readOne(source, staging);
        if (result.submissions().getFirst().contents() instanceof Contents.Files files) {
            return files;
        }
        throw new AssertionError("not files: " + result);
    }

    @Test
    void theProgramsAreWrittenForThePythonOfOldImages() throws Exception {
        var check =
                "import ast, sys; [ast.parse(text, feature_version=(3, 6)) for text in sys.argv[1:]]";
        var old =
                Python.run(
                        work,
                        "-c",
                        check,
                        Python.source("contents.py"),
                        Python.source("replay.py"));
        var tooNew = Python.run(work, "-c", check, "(x := 1)");

        assertThat(old.code()).as(old.out()).isZero();
        assertThat(tooNew.code()).isNotZero();
        assertThat(Arrays.asList(Python.source("replay.py").split("\n")))
                .filteredOn(line -> line.startsWith("import"))
                .containsExactly(
                        "import hashlib",
                        "import json",
                        "import os",
                        "import sys",
                        "import contents");
    }

    @Test
    void noTreeHoldsNothing() throws Exception {
        Files.delete(tree.resolve("solution.py"));
        assertThat(byPython()).isEqualTo(DigestUtils.sha256Hex("")).isEqualTo(byJava(tree));
    }
}
