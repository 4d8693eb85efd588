package gradebox.upload;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Talk to Gradescope as its own client does. No redirect is followed, no request is repeated here,
 * and a request that does not end is given up.
 */
public final class Gateway implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(20);

    /** Slower than this, a connection counts as hung. */
    private static final long BYTES_A_SECOND = 16 << 10;

    private final Target target;
    private final Path scratch;
    private final Duration patience;
    private final Clock clock;
    private final HttpClient client;

    /**
     * @param scratch a folder of ours, for archives
     * @param patience how long an answer may take, beside the time for what is sent
     */
    public Gateway(Target target, Path scratch, Duration patience, Clock clock) {
        this.target = target;
        this.scratch = scratch;
        this.patience = patience;
        this.clock = clock;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .build();
    }

    /**
     * Change an address and a password for a token.
     *
     * @throws UploadException if they are refused, or if nobody answers
     */
    public Token logIn(Login login) throws UploadException, InterruptedException {
        var form =
                "email=%s&password=%s".formatted(encoded(login.email()), encoded(login.password()));
        var request =
                HttpRequest.newBuilder(target.session())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        try {
            var response = sent(request, patience);
            var host = target.base().getHost();
            int status = response.statusCode();
            if (status == 429 || status >= 500) {
                throw new UploadException(
                        "%s lets nobody in now (%d); try later".formatted(host, status));
            }
            if (status / 100 != 2) {
                throw new UploadException(
                        "%s refuses this e-mail and password (%d); accounts that log in through a university need a password of their own there"
                                .formatted(host, status));
            }
            return Token.of(Reply.of(response).member("token"), host + "'s reply");
        } catch (IOException e) {
            throw new UploadException("%s cannot be reached: %s".formatted(target.base(), why(e)));
        }
    }

    /** Send one submission, once. */
    Answer submit(Token token, Parcel parcel) throws IOException, InterruptedException {
        var zip = scratch.resolve(parcel.id() + ".zip");
        try {
            if (parcel.isZipped()) {
                FolderZip.write(parcel, zip);
            }
            var form = form(parcel, zip);
            var request =
                    HttpRequest.newBuilder(target.submissions())
                            .header("access-token", token.header())
                            .header("Accept", "application/json")
                            .header("Content-Type", form.contentType())
                            .POST(form.body())
                            .build();
            return answer(request, token, parcel);
        } finally {
            Files.deleteIfExists(zip);
        }
    }

    private static Multipart form(Parcel parcel, Path zip) throws FileNotFoundException {
        var form = new Multipart();
        if (parcel.owners().size() == 1) {
            form.text("owner_email", parcel.owners().getFirst());
        } else {
            parcel.owners().forEach(owner -> form.text("owner_emails[]", owner));
        }
        if (parcel.isZipped()) {
            return form.file("files[]", "submission.zip", zip);
        }
        for (var file : parcel.files()) {
            form.file("files[]", file, parcel.root().resolve(file));
        }
        return form;
    }

    /** What was never sent was never accepted; of anything else that broke, nobody knows. */
    private Answer answer(HttpRequest request, Token token, Parcel parcel)
            throws InterruptedException {
        var limit = patience.plusSeconds(parcel.bytes() / BYTES_A_SECOND);
        try {
            return Reply.of(sent(request, limit)).without(token).answer(clock.instant());
        } catch (SSLException e) {
            return new Answer.Stopped("no safe connection to " + target.base() + ": " + why(e));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Answer.Later("cannot be reached", null, false);
        } catch (IOException e) {
            return new Answer.Later("no answer came: " + why(e), null, true);
        }
    }

    private HttpResponse<byte[]> sent(HttpRequest request, Duration limit)
            throws IOException, InterruptedException {
        var reply = client.sendAsync(request, head -> new CappedBody());
        try {
            return reply.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("it took more than %d s".formatted(limit.toSeconds()), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new IllegalStateException("the request was wrong", e.getCause());
        } finally {
            reply.cancel(true);
        }
    }

    private static String why(IOException broken) {
        var message = broken.getMessage();
        return message == null ? broken.getClass().getSimpleName() : message;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
