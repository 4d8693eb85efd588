package gradebox.sandbox.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Write the headers of requests, and read that of an answer that says what was raised. */
final class Headers {
    private final ValueCodec codec;

    Headers(ValueCodec codec) {
        this.codec = codec;
    }

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode target(Target target) {
        var header = empty();
        var node = header.putObject("target");
        switch (target) {
            case Target.Name name -> node.put("path", name.path());
            case Target.Of of -> node.put("handle", of.handle().id()).put("path", of.path());
        }
        return header;
    }

    /** Return the header of a call, its arrays appended to {@code blocks}. */
    ObjectNode call(Call call, List<byte[]> blocks) {
        var header = target(call.target());
        var positional = header.putArray("args");
        call.arguments().forEach(argument -> positional.add(codec.encode(argument, blocks)));
        var keywords = header.putObject("kwargs");
        call.named()
                .forEach((name, argument) -> keywords.set(name, codec.encode(argument, blocks)));
        return header;
    }

    /** Return the header of several calls, all of their arrays appended to {@code blocks}. */
    ObjectNode calls(List<Call> calls, List<byte[]> blocks) {
        var header = empty();
        var list = header.putArray("calls");
        calls.forEach(call -> list.add(call(call, blocks)));
        return header;
    }

    static Answer.Raised raised(JsonNode header) {
        return new Answer.Raised(
                header.path("type").asText(),
                header.path("message").asText(),
                header.path("traceback").asText(),
                header.path("missing").asText());
    }
}
