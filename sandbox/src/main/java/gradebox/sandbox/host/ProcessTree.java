package gradebox.sandbox.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Look at processes through {@code /proc}; one that is gone meanwhile counts for nothing. */
final class ProcessTree {
    private static final Path PROC = Path.of("/proc");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern HELD =
            Pattern.compile("(?m)^(?:Pss_Anon|Pss_Shmem|SwapPss):\\s+(\\d{1,15}) kB$");
    private static final Pattern RESIDENT =
            Pattern.compile("(?m)^(?:VmRSS|VmSwap):\\s+(\\d{1,15}) kB$");
    private static final Pattern USER = Pattern.compile("(?m)^Uid:\t(\\d{1,10})\t");
    private static final int DEEPEST = 100_000;

    private ProcessTree() {}

    /** Return a process with all that descend from it. */
    static List<Long> of(long root) {
        var found = new ArrayList<Long>(List.of(root));
        for (int i = 0; i < found.size() && i < DEEPEST; i++) {
            found.addAll(children(found.get(i)));
        }
        return found;
    }

    private static List<Long> children(long pid) {
        var children = new ArrayList<Long>();
        for (var thread : listed(PROC.resolve(pid + "/task"))) {
            for (var child : SPACES.split(read(thread.resolve("children")).strip(), -1)) {
                if (!child.isEmpty()) {
                    children.add(Long.valueOf(child));
                }
            }
        }
        return children;
    }

    /** Return what a process has in memory, what it shares with others or files counted whole. */
    static long residentBytes(long pid) {
        return kilobytes(RESIDENT, read(PROC.resolve(pid + "/status"))) << 10;
    }

    /**
     * Return how much memory only its end would free, what it shares divided among those that
     * share: pages of files can be had back at any time.
     */
    static long heldBytes(long pid) {
        return kilobytes(HELD, read(PROC.resolve(pid + "/smaps_rollup"))) << 10;
    }

    private static long kilobytes(Pattern line, String text) {
        return line.matcher(text)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** Return the processes of a user. */
    static List<Long> ofUser(int uid) {
        var word = "\nUid:\t" + uid + "\t";
        return listed(PROC).stream()
                .map(path -> String.valueOf(path.getFileName()))
                .filter(name -> name.matches("[1-9]\\d{0,17}"))
                .filter(name -> read(PROC.resolve(name + "/status")).contains(word))
                .map(Long::valueOf)
                .filter(ProcessTree::runs)
                .toList();
    }

    /** Return the processes that run as one of a range of users, with who that is. */
    static Map<Long, Integer> ofUsers(int first, int end) {
        var found = new TreeMap<Long, Integer>();
        for (var path : listed(PROC)) {
            var name = String.valueOf(path.getFileName());
            if (name.matches("[1-9]\\d{0,17}")) {
                var user = USER.matcher(read(path.resolve("status")));
                if (user.find()
                        && isWithin(user.group(1), first, end)
                        && runs(Long.parseLong(name))) {
                    found.put(Long.valueOf(name), Integer.valueOf(user.group(1)));
                }
            }
        }
        return found;
    }

    private static boolean isWithin(String number, int first, int end) {
        long user = Long.parseLong(number);
        return user >= first && user < end;
    }

    /** Tell whether a process still does something: one that nobody has buried does not. */
    static boolean runs(long pid) {
        String status = read(PROC.resolve(pid + "/status"));
        return !status.isEmpty()
                && !status.contains("\nState:\tZ")
                && !status.contains("\nState:\tX");
    }

    private static List<Path> listed(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
