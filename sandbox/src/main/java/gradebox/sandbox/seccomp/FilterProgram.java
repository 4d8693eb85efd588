package gradebox.sandbox.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Write a filter as a program of the kernel's classic BPF ({@code linux/filter.h}): the processor
 * is checked, then a tree of comparisons finds the call's number, then its arguments are tested.
 */
final class FilterProgram {
    private static final int NUMBER = 0; // offsets in struct seccomp_data
    private static final int PROCESSOR = 4;
    private static final int ARGUMENTS = 16;

    private static final int LOAD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int JUMP = 0x05; // BPF_JMP | BPF_JA
    private static final int EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private static final int AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
    private static final int AND = 0x54; // BPF_ALU | BPF_AND | BPF_K
    private static final int RETURN = 0x06; // BPF_RET | BPF_K

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL = 0x80000000;
    private static final int ERRNO = 0x00050000;

    /** From here on, a number on x86-64 means x32's calls, which this kernel may have. */
    private static final int X32 = 0x40000000;

    private record Instruction(int code, int whenTrue, int whenFalse, int constant) {}

    private final Cpu cpu;
    private final Instruction unknown;
    private final Instruction unfit;
    private final NavigableMap<Integer, List<List<ArgumentTest>>> allowed = new TreeMap<>();

    /**
     * Begin a program that allows nothing.
     *
     * @param unknown the errno of a call that is not allowed
     * @param unfit the errno of one whose arguments are not
     */
    FilterProgram(Cpu cpu, int unknown, int unfit) {
        this.cpu = cpu;
        this.unknown = returning(ERRNO | unknown);
        this.unfit = returning(ERRNO | unfit);
    }

    /**
     * Allow a call.
     *
     * @param alternatives of which one must hold; none asks for nothing
     */
    void allow(int number, List<List<ArgumentTest>> alternatives) {
        allowed.put(number, alternatives);
    }

    byte[] bytes() {
        var program = new ArrayList<Instruction>();
        program.add(load(PROCESSOR));
        program.add(new Instruction(EQUAL, 1, 0, cpu.audit()));
        program.add(returning(KILL));
        program.add(load(NUMBER));
        program.addAll(find(List.copyOf(ranges().entrySet())));
        var bytes = ByteBuffer.allocate(8 * program.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (var one : program) {
            bytes.putShort((short) one.code())
                    .put((byte) one.whenTrue())
                    .put((byte) one.whenFalse())
                    .putInt(one.constant());
        }
        return bytes.array();
    }

    /** Return what is done with the numbers from each key on, up to the next key. */
    private NavigableMap<Integer, List<Instruction>> ranges() {
        var ranges = new TreeMap<Integer, List<Instruction>>();
        ranges.put(0, List.of(unknown));
        allowed.forEach(
                (number, alternatives) -> {
                    ranges.put(number, tests(alternatives));
                    if (!allowed.containsKey(number + 1)) {
                        ranges.put(number + 1, List.of(unknown));
                    }
                });
        if (cpu == Cpu.X86_64) {
            ranges.put(X32, List.of(returning(KILL)));
        }
        merge(ranges);
        return ranges;
    }

    private static void merge(NavigableMap<Integer, List<Instruction>> ranges) {
        List<Instruction> before = List.of();
        for (var entries = ranges.entrySet().iterator(); entries.hasNext(); ) {
            var next = entries.next().getValue();
            if (next.equals(before)) {
                entries.remove();
            }
            before = next;
        }
    }

    /** A conditional jump reaches 255 instructions far, an unconditional one anywhere. */
    private static List<Instruction> find(List<Map.Entry<Integer, List<Instruction>>> ranges) {
        if (ranges.size() == 1) {
            return ranges.get(0).getValue();
        }
        int middle = ranges.size() / 2;
        var lower = find(ranges.subList(0, middle));
        var upper = find(ranges.subList(middle, ranges.size()));
        var all = new ArrayList<Instruction>();
        all.add(new Instruction(AT_LEAST, 0, 1, ranges.get(middle).getKey()));
        all.add(new Instruction(JUMP, 0, 0, lower.size()));
        all.addAll(lower);
        all.addAll(upper);
        return all;
    }

    private List<Instruction> tests(List<List<ArgumentTest>> alternatives) {
        if (alternatives.isEmpty()) {
            return List.of(returning(ALLOW));
        }
        var all = new ArrayList<Instruction>();
        alternatives.forEach(tests -> all.addAll(alternative(tests)));
        all.add(unfit);
        return List.copyOf(all);
    }

    /** Return code that allows if all tests hold, and otherwise runs on behind its end. */
    private static List<Instruction> alternative(List<ArgumentTest> tests) {
        var all = new ArrayList<Instruction>();
        all.add(returning(ALLOW));
        for (var test : tests.reversed()) {
            var one = new ArrayList<Instruction>();
            one.add(load(ARGUMENTS + 8 * test.index()));
            if (!test.whole()) {
                one.add(new Instruction(AND, 0, 0, test.mask()));
            }
            one.add(new Instruction(EQUAL, 0, all.size(), test.value()));
            all.addAll(0, one);
        }
        return all;
    }

    private static Instruction load(int offset) {
        return new Instruction(LOAD, 0, 0, offset);
    }

    private static Instruction returning(int action) {
        return new Instruction(RETURN, 0, 0, action);
    }
}
