package gradebox.sandbox.gpu;

import gradebox.sandbox.SandboxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Read what {@code nvidia-smi} prints: a line that is not as expected is refused, not guessed. */
final class SmiText {
    static final String DEVICES =
            "--query-gpu=index,uuid,name,memory.total,driver_version,mig.mode.current";
    static final String USAGE = "--query-gpu=uuid,memory.used";
    static final String PROCESSES = "--query-compute-apps=gpu_uuid,pid,used_memory";
    static final String FORMAT = "--format=csv,noheader,nounits";

    private static final String UUID = "((?:GPU|MIG)-[0-9A-Za-z/-]{1,80})";
    private static final String NOTHING = "\\[N/A\\]|\\[Not Supported\\]|N/A";
    private static final String MEBIBYTES = "([0-9]{1,9}|" + NOTHING + ")";
    private static final String MODE = "(Enabled|Disabled|" + NOTHING + ")";
    private static final Pattern DEVICE =
            Pattern.compile(
                    "([0-9]{1,4}), %s, (.{1,120}), %s, ([0-9.]{1,30}), %s"
                            .formatted(UUID, MEBIBYTES, MODE));
    private static final Pattern USED = Pattern.compile("%s, %s".formatted(UUID, MEBIBYTES));
    private static final Pattern LOST = Pattern.compile(UUID + ", .*");
    private static final Pattern PROCESS =
            Pattern.compile("%s, ([0-9]{1,18}), %s".formatted(UUID, MEBIBYTES));
    private static final Pattern LISTED_GPU =
            Pattern.compile("GPU ([0-9]{1,4}): .* \\(UUID: %s\\)".formatted(UUID));
    private static final Pattern LISTED_SLICE =
            Pattern.compile("MIG \\S+ +Device +([0-9]{1,4}): \\(UUID: %s\\)".formatted(UUID));

    private SmiText() {}

    /** A whole GPU, and whether it is given out in slices only. */
    record Board(GpuDevice device, boolean sliced) {}

    /**
     * The GPUs that were listed.
     *
     * @param refused lines that do not describe one as expected
     */
    record Boards(List<Board> known, List<String> refused) {}

    static Boards boards(List<String> lines) {
        var boards = new ArrayList<Board>();
        var refused = new ArrayList<String>();
        for (var line : lines) {
            var found = DEVICE.matcher(line);
            if (!found.matches()) {
                refused.add(line);
                continue;
            }
            boards.add(
                    new Board(
                            new GpuDevice(
                                    found.group(2),
                                    Integer.parseInt(found.group(1)),
                                    found.group(3),
                                    bytes(found.group(4)),
                                    found.group(5),
                                    null),
                            isSliced(found.group(6))));
        }
        return new Boards(boards, refused);
    }

    /** Return the UUIDs of whole GPUs out of a listing; other lines are left out. */
    static List<String> listed(List<String> listing) {
        return listing.stream()
                .map(LISTED_GPU::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(2))
                .toList();
    }

    /** Return the memory in use by GPU; one that is lost has words in the place of figures. */
    static Map<String, Long> used(List<String> lines) throws SandboxException {
        var used = new HashMap<String, Long>();
        for (var line : lines) {
            var found = USED.matcher(line);
            if (found.matches()) {
                used.put(found.group(1), bytes(found.group(2)));
            } else {
                match(LOST, line);
            }
        }
        return used;
    }

    static Map<String, List<Long>> processes(List<String> lines) throws SandboxException {
        var processes = new HashMap<String, List<Long>>();
        for (var line : lines) {
            if (!line.startsWith("No running")) {
                var found = match(PROCESS, line);
                processes
                        .computeIfAbsent(found.group(1), uuid -> new ArrayList<>())
                        .add(Long.parseLong(found.group(2)));
            }
        }
        return processes;
    }

    /** Return the slices' UUIDs out of a listing, by GPU and number: {@code 0:1}. */
    static Map<String, String> slices(List<String> listing) throws SandboxException {
        var slices = new HashMap<String, String>();
        String gpu = "";
        for (var line : listing) {
            var found = LISTED_SLICE.matcher(line);
            if (found.matches()) {
                slices.put(gpu + ":" + Integer.parseInt(found.group(1)), found.group(2));
            } else {
                gpu = String.valueOf(Integer.parseInt(match(LISTED_GPU, line).group(1)));
            }
        }
        return slices;
    }

    private static Matcher match(Pattern pattern, String line) throws SandboxException {
        var found = pattern.matcher(line);
        if (!found.matches()) {
            throw new SandboxException("nvidia-smi printed what gradebox cannot read: " + line);
        }
        return found;
    }

    private static boolean isSliced(String mode) {
        return mode.equals("Enabled");
    }

    private static long bytes(String mebibytes) {
        return Character.isDigit(mebibytes.charAt(0)) ? Long.parseLong(mebibytes) << 20 : 0;
    }
}
