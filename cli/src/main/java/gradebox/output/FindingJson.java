package gradebox.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.doctor.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Write findings for programs. */
public final class FindingJson {
    private FindingJson() {}

    /** Return the document; {@code advice} is null where there is nothing to do. */
    public static String of(List<Finding> findings) {
        ObjectNode json = Json.object();
        json.put("well", findings.stream().noneMatch(Finding.Fail.class::isInstance));
        var all = json.putArray("findings");
        for (var finding : findings) {
            String advice = FindingTable.advice(finding);
            all.addObject()
                    .put("subject", finding.subject())
                    .put("status", status(finding))
                    .put("found", SafeText.line(finding.found()))
                    .put("advice", advice.isEmpty() ? null : SafeText.line(advice));
        }
        return new String(Json.write(json), StandardCharsets.UTF_8);
    }

    private static String status(Finding finding) {
        return switch (finding) {
            case Finding.Ok ok -> "ok";
            case Finding.Warn warn -> "warn";
            case Finding.Fail fail -> "fail";
        };
    }
}
