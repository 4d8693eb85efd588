package gradebox.upload;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Take the start of a reply's body, and no more: a server's word is short. */
final class CappedBody implements BodySubscriber<byte[]> {
    private static final int MOST = 64 << 10;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription all) {
        subscription = all;
        all.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            var some = new byte[Math.min(buffer.remaining(), MOST - bytes.size())];
            buffer.get(some);
            bytes.writeBytes(some);
        }
        if (bytes.size() == MOST && subscription != null) {
            subscription.cancel();
            body.complete(bytes.toByteArray());
        }
    }

    @Override
    public void onError(Throwable broken) {
        body.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toByteArray());
    }
}
