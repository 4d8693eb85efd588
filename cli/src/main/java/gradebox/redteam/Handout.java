package gradebox.redteam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Put what an attack hands in where a class's submissions lie. */
final class Handout {
    static final String SUBMISSION = "submission";
    static final String MAKER = "make.py";

    /** A program that imports {@code probe}; it is handed in with that, and right answers. */
    static final String PROBE = "solution.py";

    /** What an attack's submission is called in the class. */
    static final String MEMBER = "attack";

    /** Where a maker finds the path of a file of the host that no submission may reach. */
    static final String HOST_SECRET = "GRADEBOX_HOST_SECRET";

    /** Debian's own Python, where there is one: what PATH finds first may be slow to start. */
    private static final List<Path> PYTHONS = List.of(Path.of("/usr/bin/python3"));

    private static final long SECONDS = 60;

    private Handout() {}

    /**
     * Copy, or make, the submission of an attack into a scene's class.
     *
     * @param member what it is called there, unless its maker has names of its own
     */
    static void put(Attack attack, Scene scene, String member)
            throws CorpusException, IOException, InterruptedException {
        var ready = attack.folder().resolve(SUBMISSION);
        var maker = attack.folder().resolve(MAKER);
        if (Files.isDirectory(ready)) {
            Trees.copy(ready, scene.members().resolve(member), scene.canaries()::arm);
        } else if (Files.exists(maker)) {
            make(maker, scene.members(), scene.hostSecret());
        } else {
            probe(attack.folder(), scene.assignment(), scene.members().resolve(member));
        }
    }

    private static void probe(Path attack, Path assignment, Path submission) throws IOException {
        var shared = attack.resolveSibling("forge").resolve(SUBMISSION);
        Trees.copy(shared, submission, text -> text);
        Files.copy(attack.resolve(PROBE), submission.resolve(PROBE));
        Files.copy(assignment.resolve("reference/solution.py"), submission.resolve("right.py"));
    }

    private static void make(Path maker, Path members, Path hostSecret)
            throws CorpusException, IOException, InterruptedException {
        var log = Files.createTempFile(members.getParent(), "make", ".log");
        var builder =
                new ProcessBuilder(
                                python(),
                                "-I",
                                "-B",
                                maker.toAbsolutePath().toString(),
                                members.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put(HOST_SECRET, hostSecret.toString());
        var process = builder.start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() != 0) {
            throw new CorpusException(maker + " failed: " + Files.readString(log).strip());
        }
        Files.delete(log);
    }

    private static String python() {
        return PYTHONS.stream()
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("python3");
    }
}
