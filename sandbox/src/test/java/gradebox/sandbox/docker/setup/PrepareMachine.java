package gradebox.sandbox.docker.setup;

import gradebox.sandbox.docker.ImageRecipe;
import gradebox.sandbox.docker.Progress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Prepare a machine for the integration tests: what {@code mvn verify -Psetup} runs before them.
 */
final class PrepareMachine {
    private PrepareMachine() {}

    /** Prepare this machine. The first argument is the folder of the image's recipe. */
    public static void main(String[] arguments) throws Exception {
        var progress =
                new Progress() {
                    @Override
                    public void began(String step) {
                        System.out.println("setup: " + step);
                    }

                    @Override
                    public void ended(String step, Duration took) {
                        System.out.printf("setup: %s: %d s%n", step, took.toSeconds());
                    }

                    @Override
                    public void said(String line) {}
                };
        var recipe = ImageRecipe.in(Path.of(arguments[0]));
        var setup = new MachineSetup(System.getenv(), progress);
        var ready = setup.prepare(recipe);
        setup.prepareBubblewrap(recipe, ready.engine());
        System.out.println("setup: ready, with " + ready.image().name());
        ready.engine().close();
    }
}
