package gradebox.sandbox.docker.setup;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.docker.ImageRecipe;
import gradebox.sandbox.docker.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineSetupIT {

    @Test
    void aPreparedMachineIsLeftAsItIs() throws Exception {
        var steps = new ArrayList<String>();
        var setup = new MachineSetup(System.getenv(), new Counting(steps));
        var recipe =
                ImageRecipe.in(Path.of(System.getProperty("gradebox.home"), "sandbox/images/cpu"));
        var first = setup.prepare(recipe); // may build the image, where it is missing
        first.engine().close();
        steps.clear();
        var second = setup.prepare(recipe);
        second.engine().close();

        assertThat(steps).isEmpty();
        assertThat(second.image()).isEqualTo(first.image());
        assertThat(second.image().name()).matches("gradebox/cpu:[0-9a-f]{12}");
    }

    private record Counting(List<String> steps) implements Progress {
        @Override
        public void began(String step) {
            steps.add(step);
        }

        @Override
        public void ended(String step, Duration took) {}

        @Override
        public void said(String line) {}
    }
}
