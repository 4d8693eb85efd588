package gradebox.sandbox.seccomp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Say with which arguments some calls are allowed: alternatives, each a list of tests that must all
 * hold. A call that is not here is allowed with any.
 */
final class Arguments {
    private static final int UNIX = 1;
    private static final int INET = 2;
    private static final int INET6 = 10;
    private static final int NETLINK = 16;

    private static final int STREAM = 1;
    private static final int DATAGRAM = 2;
    private static final int TYPE = 0xf;
    private static final int TCP = 6;
    private static final int UDP = 17;

    /** All {@code CLONE_NEW…} that clone knows: mount, cgroup, UTS, IPC, user, PID and network. */
    private static final int NAME_SPACES = 0x7E020000;

    /** Put bytes into a terminal's input, as if somebody had typed them. */
    private static final List<Integer> TYPING = List.of(0x5412, 0x541C); // TIOCSTI, TIOCLINUX

    /** F_SETLK, F_SETLKW and their F_OFD_ kin; where none is got, F_GETLK finds none. */
    private static final List<Integer> LOCKS = List.of(6, 7, 37, 38);

    /**
     * Descriptors, their flags and owners (F_DUPFD to F_GETLK, F_SETOWN to F_GETSIG, F_SETOWN_EX,
     * F_GETOWN_EX), F_OFD_GETLK, F_DUPFD_CLOEXEC, the sizes of pipes and the seals of memory files.
     * Not what tells of others, or stays on a file that two sandboxes see: leases, notices, hints
     * of how long data will live, delegations.
     */
    private static final List<Integer> CONTROLS =
            List.of(0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 15, 16, 36, 1030, 1031, 1032, 1033, 1034);

    private static final int QUERY = 0xffffffff;

    private Arguments() {}

    /**
     * Return the rules by call.
     *
     * @param sockets which sockets there are
     */
    static Map<String, List<List<ArgumentTest>>> rules(Sockets sockets) {
        return Map.of(
                "socket", sockets == Sockets.UNIX_ONLY ? local() : loopback(),
                "socketpair", local(),
                "clone", List.of(List.of(new ArgumentTest(0, NAME_SPACES, 0))),
                "ioctl", allBut(1, TYPING),
                "fcntl", only(1, CONTROLS),
                // RWF_NOWAIT tells what lies in the page cache, as mincore would
                "preadv2", List.of(List.of(ArgumentTest.equal(5, 0))),
                "personality", List.of(List.of(ArgumentTest.equal(0, QUERY))));
    }

    /**
     * Return the calls that are not allowed after all: where the machine's network is shared, so
     * are the System V objects, which any sandbox could find by their numbers.
     */
    static Set<String> refused(Sockets sockets) {
        return sockets == Sockets.UNIX_ONLY
                ? Set.of("shmget", "shmat", "shmctl", "shmdt")
                : Set.of();
    }

    /**
     * Return, by call, the arguments for which a call is not made and said to have succeeded: an
     * alternative without tests is any.
     *
     * <p>Sandboxes see the same files: a submission's, ours, where there is no engine the image's
     * too. A lock on one of them is seen by all, so that byte ranges carry as many bits as one
     * likes from one sandbox to another. Libraries insist on locks, and only ever meet themselves.
     */
    static Map<String, List<List<ArgumentTest>>> pretended() {
        return Map.of(
                "flock", List.of(List.of()),
                "fcntl",
                        LOCKS.stream()
                                .map(command -> List.of(ArgumentTest.equal(1, command)))
                                .toList());
    }

    private static List<List<ArgumentTest>> only(int index, List<Integer> values) {
        return values.stream().map(value -> List.of(ArgumentTest.equal(index, value))).toList();
    }

    private static List<List<ArgumentTest>> local() {
        return List.of(List.of(ArgumentTest.equal(0, UNIX)));
    }

    /**
     * A sandbox has a loopback of its own, which notebooks and DataLoader's kin use. No raw
     * sockets, and no protocol but TCP and UDP: asking for another loads its kernel module. Of
     * netlink, the addresses, which the C library asks for.
     */
    private static List<List<ArgumentTest>> loopback() {
        var rules = new ArrayList<>(local());
        for (int family : List.of(INET, INET6)) {
            for (int protocol : List.of(0, TCP)) {
                rules.add(internet(family, STREAM, protocol));
            }
            for (int protocol : List.of(0, UDP)) {
                rules.add(internet(family, DATAGRAM, protocol));
            }
        }
        rules.add(List.of(ArgumentTest.equal(0, NETLINK), ArgumentTest.equal(2, 0)));
        return List.copyOf(rules);
    }

    private static List<ArgumentTest> internet(int family, int type, int protocol) {
        return List.of(
                ArgumentTest.equal(0, family),
                new ArgumentTest(1, TYPE, type),
                ArgumentTest.equal(2, protocol));
    }

    /**
     * Allow every value of an argument but some. Engines know no "is not" under a mask, so the
     * values are divided bit by bit, from the top, into ranges without any of those.
     */
    private static List<List<ArgumentTest>> allBut(int index, List<Integer> values) {
        var rules = new ArrayList<List<ArgumentTest>>();
        divide(index, 0, 0, values, rules);
        return List.copyOf(rules);
    }

    private static void divide(
            int index, int mask, int value, List<Integer> within, List<List<ArgumentTest>> into) {
        if (within.isEmpty()) {
            into.add(List.of(new ArgumentTest(index, mask, value)));
        } else if (mask != -1) {
            int bit = (mask >> 1 | 0x80000000) & ~mask;
            for (int next : List.of(value, value | bit)) {
                var rest = within.stream().filter(v -> (v & (mask | bit)) == next).toList();
                divide(index, mask | bit, next, rest, into);
            }
        }
    }
}
