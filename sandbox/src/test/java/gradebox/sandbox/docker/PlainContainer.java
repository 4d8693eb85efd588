package gradebox.sandbox.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import gradebox.sandbox.Image;
import gradebox.sandbox.Mount;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Run a Java program of this build in a container with the rights that an engine gives by default:
 * root, no name spaces to make, a network. So are the containers of courses' graders.
 */
public final class PlainContainer {
    /** Where mounts may put what gradebox's own folder has. */
    public static final String HOME = "/srv/gradebox";

    private static final String JDK = "/opt/jdk";
    private static final long MEMORY = 3L << 30;

    private final Image image;
    private final List<Mount> mounts;

    /**
     * @param mounts what it sees of the host, read-only, beside this JDK and class path
     */
    public PlainContainer(Image image, List<Mount> mounts) {
        this.image = image;
        this.mounts = List.copyOf(mounts);
    }

    /** Say how a program ended, and what it wrote on both its streams. */
    public record Ended(int exitCode, String output) {}

    /** Run a class's main method with arguments. */
    public Ended java(Duration limit, Class<?> main, String... arguments) throws Exception {
        var binds = new ArrayList<Bind>();
        binds.add(Bind.parse(System.getProperty("java.home") + ":" + JDK + ":ro"));
        var paths = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Files.exists(Path.of(entry))) {
                var at = "/class-path/" + paths.size() + (entry.endsWith(".jar") ? ".jar" : "");
                binds.add(Bind.parse(Path.of(entry).toAbsolutePath() + ":" + at + ":ro"));
                paths.add(at);
            }
        }
        mounts.forEach(
                mount -> binds.add(Bind.parse(mount.source() + ":" + mount.target() + ":ro")));
        var argv = new ArrayList<>(List.of(JDK + "/bin/java", "-XX:TieredStopAtLevel=1", "-cp"));
        argv.add(String.join(":", paths));
        argv.add("-Dgradebox.home=" + HOME);
        argv.add(main.getName());
        argv.addAll(List.of(arguments));
        var host = HostConfig.newHostConfig().withBinds(binds).withMemory(MEMORY);
        return run(image, limit, host, argv);
    }

    /** Run a program that the image has. */
    public Ended program(Duration limit, String... argv) throws Exception {
        var binds = new ArrayList<Bind>();
        mounts.forEach(
                mount -> binds.add(Bind.parse(mount.source() + ":" + mount.target() + ":ro")));
        var host = HostConfig.newHostConfig().withBinds(binds).withMemory(MEMORY);
        return run(image, limit, host, List.of(argv));
    }

    static Ended run(Image image, Duration limit, HostConfig host, List<String> argv)
            throws Exception {
        try (var engine = DockerEngine.connect(System.getenv());
                var create = engine.client().createContainerCmd(image.digest())) {
            var id =
                    create.withEntrypoint("/usr/bin/env")
                            .withCmd(argv)
                            .withHostConfig(host)
                            .withLabels(java.util.Map.of())
                            .exec()
                            .getId();
            try {
                engine.client().startContainerCmd(id).exec();
                int code =
                        engine.client()
                                .waitContainerCmd(id)
                                .start()
                                .awaitStatusCode(limit.toSeconds(), TimeUnit.SECONDS);
                return new Ended(code, output(engine, id));
            } finally {
                engine.client().removeContainerCmd(id).withForce(true).exec();
            }
        }
    }

    private static String output(DockerEngine engine, String id) throws InterruptedException {
        var bytes = new ByteArrayOutputStream();
        var reader =
                new ResultCallback.Adapter<Frame>() {
                    @Override
                    public void onNext(Frame frame) {
                        bytes.writeBytes(frame.getPayload());
                    }
                };
        engine.client().logContainerCmd(id).withStdOut(true).withStdErr(true).exec(reader);
        reader.awaitCompletion(30, TimeUnit.SECONDS);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
