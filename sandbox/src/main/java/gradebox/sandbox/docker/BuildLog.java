package gradebox.sandbox.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import gradebox.sandbox.SandboxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Follow a build: hand on what it says, keep its last lines and the image that comes out. */
final class BuildLog extends ResultCallback.Adapter<BuildResponseItem> {
    private static final int LAST = 12;

    private final Progress progress;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private @Nullable String image;
    private @Nullable String failure;

    BuildLog(Progress progress) {
        this.progress = progress;
    }

    @Override
    public synchronized void onNext(BuildResponseItem item) {
        if (item.isBuildSuccessIndicated()) {
            image = item.getImageId();
        }
        ResponseItem.ErrorDetail error = item.getErrorDetail();
        if (error != null) {
            failure = error.getMessage();
        }
        String text = item.getStream();
        if (text != null) {
            text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(this::keep);
        }
    }

    private void keep(String line) {
        progress.said(line);
        lastLines.addLast(line);
        if (lastLines.size() > LAST) {
            lastLines.removeFirst();
        }
    }

    @Override
    public synchronized void onError(Throwable cause) {
        failure = String.valueOf(cause.getMessage());
        super.onError(cause);
        finished.countDown();
    }

    @Override
    public void onComplete() {
        super.onComplete();
        finished.countDown();
    }

    /** Wait for the build and return what the engine calls the image. */
    String awaitImage() throws SandboxException, InterruptedException {
        finished.await();
        synchronized (this) {
            if (failure == null && image != null) {
                return image;
            }
            throw new SandboxException(
                    "the image could not be built: %s; its last lines:\n  %s"
                            .formatted(
                                    failure == null ? "the engine says no more" : failure,
                                    String.join("\n  ", lastLines)));
        }
    }
}
