package gradebox.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import gradebox.output.Json;
import gradebox.output.SafeText;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Read a server's reply.
 *
 * @param type its {@code Content-Type}
 * @param retryAfter its header of that name, or the empty string
 * @param text the body, cut off
 */
record Reply(int status, String type, String retryAfter, String text) {
    private static final int SHOWN = 200;

    static Reply of(HttpResponse<byte[]> response) {
        var headers = response.headers();
        return new Reply(
                response.statusCode(),
                headers.firstValue("Content-Type").orElse(""),
                headers.firstValue("Retry-After").orElse(""),
                new String(response.body(), StandardCharsets.UTF_8));
    }

    /** Return this without a secret, should the server have repeated it. */
    Reply without(Token token) {
        return new Reply(status, type, retryAfter, token.hiddenIn(text));
    }

    /** Say what it means for a submission that was sent. */
    Answer answer(Instant now) {
        return switch (status) {
            case 401 ->
                    new Answer.Stopped(
                            "the token is refused (401): it may have expired; set GRADESCOPE_TOKEN anew, or log in");
            case 403 ->
                    new Answer.Stopped(
                            "this account may not upload there (403): is it staff of the course?");
            case 404 ->
                    new Answer.Stopped(
                            "there is no such course or assignment (404): look at --course and --assignment");
            case 422 ->
                    new Answer.Refused(
                            "refused (422): is the owner on the course's roster?" + said());
            case 408 -> new Answer.Later("too slow for it (408)", wait(now), false);
            case 429 -> new Answer.Later("asked to wait (429)", wait(now), false);
            case 503 -> new Answer.Later("not available (503)", wait(now), false);
            default -> other(now);
        };
    }

    private Answer other(Instant now) {
        if (status >= 500) {
            return new Answer.Later("an error there (%d)".formatted(status), wait(now), true);
        }
        if (status >= 400) {
            return new Answer.Refused("refused (%d)%s".formatted(status, said()));
        }
        if (status >= 300) {
            return new Answer.Stopped(
                    "it answers with another address (%d), which is not followed: look at --url"
                            .formatted(status));
        }
        if (status < 200 || type.startsWith("text/html")) {
            return new Answer.Stopped(
                    "it answers with a web page (%d), so that this way in may be gone"
                            .formatted(status));
        }
        return new Answer.Accepted(id());
    }

    /** Return what the server says, in a form that can be printed behind other words. */
    private String said() {
        var words = List.of("error", "errors", "message").stream().map(json()::path).toList();
        for (var word : words) {
            if (!word.isMissingNode() && !word.isNull()) {
                String text = word.isTextual() ? word.asText() : word.toString();
                return "; it says: " + SafeText.line(text, SHOWN);
            }
        }
        return "";
    }

    private String id() {
        for (var path : List.of("/id", "/submission/id", "/submission_id")) {
            var id = json().at(path);
            if (id.isIntegralNumber() || id.isTextual()) {
                return SafeText.line(id.asText(), 40);
            }
        }
        return "";
    }

    /** Return a member that has to be a text; empty where it is none. */
    String member(String name) {
        return json().path(name).asText("");
    }

    private JsonNode json() {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Both forms of RFC 9110: seconds, or a date. */
    private @Nullable Duration wait(Instant now) {
        var said = retryAfter.strip();
        if (said.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(said));
        }
        try {
            var until = ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
