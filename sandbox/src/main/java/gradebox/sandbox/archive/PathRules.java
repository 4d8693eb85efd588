package gradebox.sandbox.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * Hold the rules by which a submission's files are kept or left out, as data: for a program in
 * another language that has to find the same files as {@link FolderCopier}. A path is put in
 * Unicode's composed form first; lengths of paths count UTF-16 units.
 *
 * @param pathLength how long a path may be; one over twice that is not even composed
 * @param depth how many folders a file may lie under
 */
public record PathRules(Names names, JunkNames junk, int pathLength, int depth) {

    /**
     * Say which names, of files and folders, are safe.
     *
     * @param allowed characters: the first and the last code point of each range, in order
     * @param notFirst characters that no name begins with
     * @param notLast characters that no name ends with
     * @param bytes how long a name may be, in UTF-8
     */
    public record Names(List<Integer> allowed, String notFirst, String notLast, int bytes) {
        public Names {
            allowed = List.copyOf(allowed);
        }
    }

    /**
     * Say which names, in lower case, nobody grades: a folder's with all that lies in it.
     *
     * @param names whole names
     * @param prefix what others begin with
     * @param suffixes what others end with
     */
    public record JunkNames(List<String> names, String prefix, List<String> suffixes) {
        public JunkNames {
            names = names.stream().sorted().toList();
            suffixes = List.copyOf(suffixes);
        }
    }

    /** Return the rules that hold for each submission. */
    public static PathRules ofSubmission() {
        var limits = ArchiveLimits.ofSubmission(1);
        return new PathRules(
                new Names(
                        allowed(),
                        EntryName.NOT_FIRST,
                        EntryName.NOT_LAST,
                        EntryName.COMPONENT_BYTES),
                Junk.names(),
                limits.pathLength(),
                limits.depth());
    }

    private static List<Integer> allowed() {
        List<Integer> ranges = new ArrayList<>();
        boolean inside = false;
        for (int c = 0; c <= Character.MAX_CODE_POINT + 1; c++) {
            boolean allowed = c <= Character.MAX_CODE_POINT && EntryName.allowed(c);
            if (allowed != inside) {
                ranges.add(allowed ? c : c - 1);
                inside = allowed;
            }
        }
        return ranges;
    }
}
