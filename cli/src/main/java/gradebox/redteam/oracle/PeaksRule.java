package gradebox.redteam.oracle;

import java.util.ArrayList;
import java.util.List;

/** Expect the grading process to stay small, whatever the attack sends it. */
final class PeaksRule implements Rule {
    private static final int MIB = 20;

    /** An honest run peaks at 340 MB, DJL's native libraries included. */
    static final long MEMORY = 768L << MIB;

    /** An honest run has about 90 open, jars and native libraries included. */
    static final int DESCRIPTORS = 400;

    /** Every target takes 5 MiB of a submission; there are two, staged once, and results. */
    static final long DISK = 64L << MIB;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<String> broken(Evidence evidence) {
        var peaks = evidence.traces().peaks();
        var broken = new ArrayList<String>();
        check("MiB of memory", peaks.memoryBytes() >> MIB, MEMORY >> MIB, broken);
        check("descriptors", peaks.descriptors(), DESCRIPTORS, broken);
        check("MiB of disk", peaks.diskBytes() >> MIB, DISK >> MIB, broken);
        check("bytes of output", peaks.printedBytes(), Traces.MOST_TEXT, broken); // else unread
        return broken;
    }

    private static void check(String of, long used, long most, List<String> broken) {
        if (used > most) {
            broken.add("gradebox used %d %s; %d are the most".formatted(used, of, most));
        }
    }
}
