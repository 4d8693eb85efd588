package gradebox.sandbox.process;

import gradebox.sandbox.Confinement;
import gradebox.sandbox.Mount;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Say where a sandbox's paths really lie: with no name space of its own, it sees the machine's, and
 * what it is given lies in its slot. Words that name such a path are put in the real one's terms.
 *
 * @param slot the folder of the sandbox's own
 * @param mounts what it is given, copied there
 */
record Places(Path slot, List<Mount> mounts) {

    Path work() {
        return slot.resolve("work");
    }

    Path temporary() {
        return slot.resolve("tmp");
    }

    /** Return where the copy of a mount lies, by its place in the list. */
    Path given(int index) {
        return slot.resolve("given").resolve("" + index);
    }

    /**
     * Return a word of a command, or of a variable, with each path that it is, or that stands in it
     * behind {@code =} or {@code :}, as it is here.
     */
    String translate(String word) {
        String translated = word;
        for (var place : targets().entrySet()) {
            translated =
                    Pattern.compile("(?<=^|[=:])" + Pattern.quote(place.getKey()) + "(?=$|[/:])")
                            .matcher(translated)
                            .replaceAll(Matcher.quoteReplacement(place.getValue()));
        }
        return translated;
    }

    private Map<String, String> targets() {
        var targets = new LinkedHashMap<String, String>();
        for (int i = 0; i < mounts.size(); i++) {
            targets.put(mounts.get(i).target(), given(i).toString());
        }
        targets.putIfAbsent(Confinement.WORK, work().toString());
        targets.putIfAbsent("/tmp", temporary().toString());
        return targets;
    }
}
