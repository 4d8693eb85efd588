package gradebox.cli;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.bubblewrap.BubblewrapEngine;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.Progress;
import gradebox.sandbox.docker.setup.MachineSetup;
import gradebox.sandbox.process.ProcessEngine;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Connect to what runs sandboxes: what the user names, or the strongest that works here. */
final class EngineChoice {
    static final String AUTO = "auto";

    /** How every command's {@code --engine} is described. */
    static final String OPTION =
            "What runs sandboxes: auto (the strongest that works, unless said), docker, bubblewrap, or, where a"
                    + " container grants no name spaces, process.";

    /** How every command's {@code --setup} is described. */
    static final String SETUP =
            "Prepare this machine first if need be, as root: install Debian's packages, start an engine,"
                    + " build the image.";

    private static final String DOCKER = "docker";
    private static final String BUBBLEWRAP = "bubblewrap";
    private static final String PROCESS = "process";

    private final Map<String, String> environment;
    private final ShippedRecipes recipes;

    EngineChoice(Map<String, String> environment, ShippedRecipes recipes) {
        this.environment = Map.copyOf(environment);
        this.recipes = recipes;
    }

    Engine connect(String name) throws SandboxException, UsageException, InterruptedException {
        return switch (name) {
            case AUTO -> strongest();
            case DOCKER -> docker();
            case BUBBLEWRAP -> bubblewrap();
            case PROCESS -> process();
            default -> throw unknown(name);
        };
    }

    private static UsageException unknown(String name) {
        return new UsageException(
                "--engine takes auto, docker, bubblewrap or process, not " + name);
    }

    private Engine strongest() throws SandboxException, InterruptedException {
        try {
            return docker();
        } catch (EngineUnavailableException noDocker) {
            try {
                return bubblewrap();
            } catch (EngineUnavailableException noBubblewrap) {
                if (ProcessEngine.isLastResort()) {
                    return process();
                }
                throw new EngineUnavailableException(
                        noDocker.getMessage() + "; and " + noBubblewrap.getMessage(), noDocker);
            }
        }
    }

    private Engine docker() throws SandboxException, InterruptedException {
        var engine = DockerEngine.connect(environment);
        boolean connected = false;
        try {
            engine.demandBounds();
            engine.sweep();
            var parts = new DockerParts(engine, recipes);
            connected = true;
            return parts;
        } finally {
            if (!connected) {
                engine.close();
            }
        }
    }

    private Engine bubblewrap() throws SandboxException, InterruptedException {
        var engine = BubblewrapEngine.connect(environment);
        engine.sweep();
        return new BubblewrapParts(engine, lender(), recipes);
    }

    private static Engine process() throws SandboxException, InterruptedException {
        var engine = ProcessEngine.connect();
        engine.sweep();
        return new ProcessParts(engine);
    }

    /** Bubblewrap needs no Docker engine; one that is there saves it building images. */
    private @Nullable DockerEngine lender() throws InterruptedException {
        try {
            return DockerEngine.connect(environment);
        } catch (EngineUnavailableException e) {
            return null;
        }
    }

    /** Make this machine able to run an engine's sandboxes. */
    void setUp(String name, String image, Progress progress)
            throws IOException, UsageException, InterruptedException {
        var setup = new MachineSetup(environment, progress);
        var recipe = recipes.find(image);
        switch (name) {
            case AUTO -> setUp(bestToSetUp(), image, progress);
            case DOCKER -> setup.prepare(recipe).engine().close();
            case BUBBLEWRAP -> {
                try (var docker = new Lender(lender())) {
                    setup.prepareBubblewrap(recipe, docker.engine());
                }
            }
            case PROCESS ->
                    throw new UsageException(
                            "--setup prepares nothing for --engine process: install python3 and what the assignment imports");
            default -> throw unknown(name);
        }
    }

    /** Close an engine, if there is one. */
    private record Lender(@Nullable DockerEngine engine) implements AutoCloseable {
        @Override
        public void close() {
            if (engine != null) {
                engine.close();
            }
        }
    }

    /** What works already is kept; on a bare machine the strongest is worth its time. */
    private String bestToSetUp() throws SandboxException, InterruptedException {
        try (var lender = new Lender(lender())) {
            if (lender.engine() != null) {
                return DOCKER;
            }
        }
        try {
            BubblewrapEngine.connect(environment);
            return BUBBLEWRAP;
        } catch (EngineUnavailableException e) {
            return DOCKER;
        }
    }
}
