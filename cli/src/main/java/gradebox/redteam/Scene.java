package gradebox.redteam;

import gradebox.redteam.oracle.Canaries;
import gradebox.redteam.oracle.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Set up the folder in which one attack is graded: the assignment with its secrets, a class of two,
 * a file of the host, and folders for results, temporary files and state.
 *
 * @param folders what the run may write to
 * @param assignment the target's copy
 * @param members the class: the attack, and the honest submission that sorts after it
 * @param canaries the secrets that were planted
 */
record Scene(Evidence.Folders folders, Path assignment, Path members, Canaries canaries) {
    private static final String HOST_FILE = "host-secret.txt";

    /**
     * Set up everything but the attack's own submission.
     *
     * @param root a fresh folder, whose name occurs nowhere else
     */
    static Scene set(Path root, Path target, Canaries canaries) throws IOException {
        var folders =
                new Evidence.Folders(
                        root, root.resolve("out"), root.resolve("tmp"), root.resolve("state"));
        var assignment = root.resolve("assignment");
        var members = Files.createDirectory(root.resolve("class"));
        Files.createDirectory(folders.temporary());
        Trees.copy(target, assignment, canaries::plant);
        Trees.copy(assignment.resolve("reference"), members.resolve(Evidence.HONEST), text -> text);
        Files.writeString(root.resolve(HOST_FILE), canaries.host() + "\n");
        return new Scene(folders, assignment, members, canaries);
    }

    /** Have the assignment graded on another image than it asks for. */
    void runOn(String image) throws IOException {
        var file = assignment.resolve("assignment.yaml");
        var quoted = "image: {present: \"" + image + "\"}";
        var lines = Files.readAllLines(file);
        lines.replaceAll(line -> line.startsWith("image:") ? quoted : line);
        Files.write(file, lines);
    }

    Path hostSecret() {
        return folders.root().resolve(HOST_FILE);
    }

    /** Return the digest of every file here that grading has no business to touch. */
    Map<String, String> outside() throws IOException {
        var digests = new TreeMap<>(Trees.digests(folders.root()));
        digests.keySet().removeIf(this::isOwn);
        return digests;
    }

    private boolean isOwn(String path) {
        var file = folders.root().resolve(path);
        return file.equals(folders.root())
                || file.startsWith(folders.out())
                || file.startsWith(folders.temporary())
                || file.startsWith(folders.state())
                || file.equals(printed())
                || file.equals(told());
    }

    /** Where the process's standard output goes. */
    Path printed() {
        return folders.root().resolve("stdout.txt");
    }

    /** Where the process's standard error goes. */
    Path told() {
        return folders.root().resolve("stderr.txt");
    }
}
