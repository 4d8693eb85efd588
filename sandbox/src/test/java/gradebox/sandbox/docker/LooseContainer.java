package gradebox.sandbox.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.StreamType;
import gradebox.sandbox.SandboxSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Run a program in a sandbox of ours that one thing has been changed about, to show what it does.
 */
final class LooseContainer {
    private final DockerEngine engine;
    private final SandboxSpec spec;

    LooseContainer(DockerEngine engine, SandboxSpec spec) {
        this.engine = engine;
        this.spec = spec;
    }

    /** Hold what a container is made with, to be changed. */
    static final class Settings {
        final HostConfig host;
        String user = HardenedProfile.USER;
        final List<String> environment;

        private Settings(HardenedProfile profile) {
            this.host = profile.hostConfig();
            this.environment = new ArrayList<>(profile.environment());
        }

        /** Our filter goes with it: the engine's own start-up would need calls that it denies. */
        void withNewPrivileges() {
            host.withSecurityOpts(List.of("seccomp=unconfined"));
        }

        void withoutFilter() {
            host.withSecurityOpts(List.of("no-new-privileges:true", "seccomp=unconfined"));
        }
    }

    /** Return what a program wrote. */
    String run(List<String> argv, Consumer<Settings> change) throws Exception {
        var profile = new HardenedProfile(spec, 1);
        var settings = new Settings(profile);
        settings.host.withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE));
        change.accept(settings);
        String id;
        try (var command = engine.client().createContainerCmd(spec.image().digest())) {
            id =
                    command.withUser(settings.user)
                            .withHostName("sandbox")
                            .withWorkingDir(HardenedProfile.WORK)
                            .withEnv(settings.environment)
                            .withEntrypoint(profile.entrypoint())
                            .withCmd(argv)
                            .withNetworkDisabled("none".equals(settings.host.getNetworkMode()))
                            .withHostConfig(settings.host)
                            .exec()
                            .getId();
        }
        try {
            engine.client().startContainerCmd(id).exec();
            engine.client().waitContainerCmd(id).start().awaitStatusCode(60, TimeUnit.SECONDS);
            return output(id);
        } finally {
            engine.containers().remove(id);
        }
    }

    private String output(String id) throws InterruptedException {
        var text = new StringBuilder();
        var reader =
                new ResultCallback.Adapter<Frame>() {
                    @Override
                    public void onNext(Frame frame) {
                        if (frame.getStreamType() == StreamType.STDOUT) {
                            text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                        }
                    }
                };
        engine.client().logContainerCmd(id).withStdOut(true).withStdErr(true).exec(reader);
        reader.awaitCompletion(30, TimeUnit.SECONDS);
        return text.toString();
    }
}
