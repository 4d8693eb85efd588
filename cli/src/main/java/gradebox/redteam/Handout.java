package gradebox.redteam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

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

    /** What a maker calls the one thing that it makes: a folder, or an archive. */
    private static final String UPLOAD_NAME = "upload";

    private static final Pattern UPLOAD = Pattern.compile(UPLOAD_NAME + "(\\.[a-z.]+)?");

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
        } else if (!Files.exists(maker)) {
            probe(attack.folder(), scene.assignment(), scene.members().resolve(member));
        } else if (attack.sharesRun()) {
            var made = Files.createTempDirectory(scene.members().getParent(), "made");
            make(maker, made, scene.hostSecret());
            move(only(made, maker), scene.members(), member);
            Files.delete(made);
        } else {
            make(maker, scene.members(), scene.hostSecret());
        }
    }

    /** Return what a maker has made, which others' makers would call the same. */
    private static Path only(Path folder, Path maker) throws CorpusException, IOException {
        try (var all = Files.list(folder)) {
            var made = all.toList();
            if (made.size() == 1 && UPLOAD.matcher(name(made.getFirst())).matches()) {
                return made.getFirst();
            }
        }
        throw new CorpusException(
                maker + " makes more than one upload: say apart: true in its " + AttackReader.FILE);
    }

    private static void move(Path made, Path members, String member) throws IOException {
        var ending = name(made).substring(UPLOAD_NAME.length());
        Files.move(made, members.resolve(member + ending));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
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
