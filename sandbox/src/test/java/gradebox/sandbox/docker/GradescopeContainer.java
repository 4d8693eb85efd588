package gradebox.sandbox.docker;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import gradebox.sandbox.Image;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Run a command in a container as Gradescope's are: root, an engine's default rights, and {@code
 * /autograder}, which is a folder of the host's here. There is no network. The system is an image
 * of ours, with this JDK at hand, in place of Gradescope's own base, which is not to be had here.
 */
public final class GradescopeContainer {
    private static final double BILLION = 1e9;

    private final Image image;
    private final Size size;

    /** A container as small as the platform's are unless staff ask for more. */
    public GradescopeContainer(Image image) {
        this(image, Size.SMALL);
    }

    public GradescopeContainer(Image image, Size size) {
        this.image = image;
        this.size = size;
    }

    /**
     * Say how much a container gets.
     *
     * @param processes at a time
     */
    public record Size(long memoryBytes, double processors, long processes) {
        /** The platform's own choice. */
        public static final Size SMALL = new Size(768L << 20, 0.5, 4096);

        /** More than any test needs. */
        public static final Size LARGE = new Size(3L << 30, 2, 4096);

        /** Allow so many processes at a time. */
        public Size withProcesses(long most) {
            return new Size(memoryBytes, processors, most);
        }
    }

    /** Run a command of bash's. */
    public PlainContainer.Ended run(Path autograder, Duration limit, String command)
            throws Exception {
        var host =
                HostConfig.newHostConfig()
                        .withBinds(
                                Bind.parse(autograder.toAbsolutePath() + ":/autograder"),
                                Bind.parse(System.getProperty("java.home") + ":/opt/jdk:ro"))
                        .withMemory(size.memoryBytes())
                        .withNanoCPUs(Math.round(size.processors() * BILLION))
                        .withPidsLimit(size.processes())
                        .withNetworkMode("none");
        var argv = List.of("-C", "/autograder", "JAVA_HOME=/opt/jdk", "bash", "-c", command);
        return PlainContainer.run(image, limit, host, argv);
    }
}
