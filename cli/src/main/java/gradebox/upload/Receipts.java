package gradebox.upload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.output.AtomicFile;
import gradebox.output.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keep receipts in a file, written before and after each request: whatever ends the program, the
 * next one knows what is there and what may be. No secret is in it.
 */
public final class Receipts {
    private static final String NAME = "upload.json";

    private final Path file;
    private final String target;
    private final List<Receipt> all;

    private Receipts(Path file, String target, List<Receipt> all) {
        this.file = file;
        this.target = target;
        this.all = new ArrayList<>(all);
    }

    /**
     * Read a folder's file; without one there are none.
     *
     * @throws UploadException if it is another assignment's, or damaged
     */
    public static Receipts in(Path folder, Target target) throws UploadException, IOException {
        var file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return new Receipts(file, target.toString(), List.of());
        }
        try {
            var json = Json.read(Files.readAllBytes(file));
            if (!json.path("to").asText().equals(target.toString())) {
                throw new UploadException(
                        "%s is of uploads to %s; choose another -o"
                                .formatted(file, json.path("to").asText()));
            }
            var all = new ArrayList<Receipt>();
            for (var one : json.path("submissions")) {
                all.add(receipt(one));
            }
            return new Receipts(file, target.toString(), all);
        } catch (JsonProcessingException | DateTimeException e) {
            throw new UploadException(
                    "%s is damaged; look at what %s has, then remove the file"
                            .formatted(file, target));
        }
    }

    /** Find a submission's. */
    Optional<Receipt> of(Parcel parcel) {
        return all.stream().filter(receipt -> receipt.isOf(parcel)).findFirst();
    }

    /** Tell whether a submission is there already. */
    public boolean hasAccepted(Parcel parcel) {
        return of(parcel).map(Receipt::accepted).orElse(false);
    }

    /** Write down that a submission is about to be sent. */
    void sending(Parcel parcel, Instant at, boolean perhapsTwice) throws IOException {
        put(parcel, false, "", at, perhapsTwice);
    }

    void accepted(Parcel parcel, String id, Instant at, boolean perhapsTwice) throws IOException {
        put(parcel, true, id, at, perhapsTwice);
    }

    /** Strike out what was certainly not accepted. */
    void forget(Parcel parcel) throws IOException {
        all.removeIf(receipt -> receipt.isOf(parcel));
        save();
    }

    private void put(Parcel parcel, boolean accepted, String id, Instant at, boolean perhapsTwice)
            throws IOException {
        all.removeIf(receipt -> receipt.isOf(parcel));
        all.add(
                new Receipt(
                        parcel.id(),
                        parcel.owners(),
                        parcel.digest(),
                        accepted,
                        id,
                        at,
                        perhapsTwice));
        save();
    }

    private void save() throws IOException {
        var json = JsonNodeFactory.instance.objectNode().put("gradebox", 1).put("to", target);
        var list = json.putArray("submissions");
        all.forEach(receipt -> list.add(json(receipt)));
        AtomicFile.write(file, Json.write(json));
    }

    private static ObjectNode json(Receipt receipt) {
        var json = JsonNodeFactory.instance.objectNode().put("submission", receipt.submission());
        var owners = json.putArray("owners");
        receipt.owners().forEach(owners::add);
        return json.put("digest", receipt.digest())
                .put("accepted", receipt.accepted())
                .put("id", receipt.id())
                .put("at", receipt.at().toString())
                .put("perhaps_twice", receipt.perhapsTwice());
    }

    private static Receipt receipt(JsonNode json) {
        var owners = new ArrayList<String>();
        json.path("owners").forEach(owner -> owners.add(owner.asText()));
        return new Receipt(
                json.path("submission").asText(),
                owners,
                json.path("digest").asText(),
                json.path("accepted").asBoolean(),
                json.path("id").asText(),
                Instant.parse(json.path("at").asText()),
                json.path("perhaps_twice").asBoolean());
    }
}
