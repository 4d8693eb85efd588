package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real mmdebstrap, which is stopped long before it is done. */
@Timeout(120)
class BootstrapIT {
    @Test
    void whatIsInterruptedLeavesNothing() throws Exception {
        var ended = new CompletableFuture<Throwable>();
        var bootstrap = Bootstrap.with(new RecipeSteps(List.of(), Map.of()));
        var work = bootstrap.work();
        var making = Thread.ofPlatform().start(() -> ended.complete(failure(bootstrap)));
        while (work.toFile().list().length == 0) {
            assertThat(ended.isDone()).as(String.valueOf(ended.getNow(null))).isFalse();
            Thread.sleep(10);
        }
        making.interrupt();

        assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        bootstrap.close();
        assertThat(work.getParent()).doesNotExist();
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(work.toString());
    }

    private static Throwable failure(Bootstrap bootstrap) {
        try {
            bootstrap.writeTo(OutputStream.nullOutputStream());
            return new AssertionError("it came to its end");
        } catch (Exception e) {
            return e;
        }
    }
}
