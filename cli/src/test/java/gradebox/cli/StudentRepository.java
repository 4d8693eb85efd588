package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A git repository as a student has it: the homework's file, and what else gathers there. */
final class StudentRepository {
    private static final Path HOMEWORK =
            Path.of(
                    System.getProperty("gradebox.home"),
                    "assignments/catalogue/mit-67960/hw1-backprop");

    private final Path folder;

    private StudentRepository(Path folder) {
        this.folder = folder;
    }

    /**
     * Make one with a commit.
     *
     * @param solution whose solution it holds, a folder of the homework's; nobody's, if empty
     */
    static StudentRepository make(Path folder, String solution) throws Exception {
        Files.createDirectories(folder);
        git(folder, "init", "--quiet");
        var own = new StudentRepository(folder);
        own.write("README.md", "# Homework 1\n");
        own.write("tests/test_mine.py", "from solution import *\n");
        own.write("notes/ideas.txt", "the chain rule\n");
        if (!solution.isEmpty()) {
            own.write(
                    "solution.py",
                    Files.readString(HOMEWORK.resolve(solution).resolve("solution.py")));
        }
        own.commit();
        return own;
    }

    void write(String file, String content) throws IOException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    void commit() throws Exception {
        git(folder, "add", "--all");
        git(folder, "commit", "--quiet", "--message", "Solve it");
    }

    /** Make what a runner begins with. */
    void cloneTo(Path to) throws Exception {
        Files.createDirectories(to);
        git(to, "clone", "--quiet", folder.toString(), ".");
    }

    private static void git(Path in, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=Ada"));
        command.addAll(List.of("-c", "user.email=ada@example.edu", "-c", "commit.gpgSign=false"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).directory(in.toFile()).inheritIO().start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }
}
