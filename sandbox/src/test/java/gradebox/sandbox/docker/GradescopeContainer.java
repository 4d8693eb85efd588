package gradebox.sandbox.docker;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import gradebox.sandbox.Image;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Run a command in a container as Gradescope's are: root, an engine's default rights, little memory
 * and half a processor, and {@code /autograder}, which is a folder of the host's here. There is no
 * network.
 */
public final class GradescopeContainer {
    private static final long MEMORY = 768L << 20;
    private static final long HALF_A_CPU = 500_000_000;

    private final Image image;

    public GradescopeContainer(Image image) {
        this.image = image;
    }

    /** Run a command of bash's. */
    public PlainContainer.Ended run(Path autograder, Duration limit, String command)
            throws Exception {
        var host =
                HostConfig.newHostConfig()
                        .withBinds(Bind.parse(autograder.toAbsolutePath() + ":/autograder"))
                        .withMemory(MEMORY)
                        .withNanoCPUs(HALF_A_CPU)
                        .withNetworkMode("none");
        var argv = List.of("-C", "/autograder", "bash", "-c", command);
        return PlainContainer.run(image, limit, host, argv);
    }
}
