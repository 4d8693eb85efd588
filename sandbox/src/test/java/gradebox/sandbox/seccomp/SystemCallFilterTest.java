package gradebox.sandbox.seccomp;

import static gradebox.sandbox.seccomp.FilterMachine.ALLOWED;
import static gradebox.sandbox.seccomp.FilterMachine.KILLED;
import static gradebox.sandbox.seccomp.FilterMachine.NOT_PERMITTED;
import static gradebox.sandbox.seccomp.FilterMachine.NO_SUCH_CALL;
import static gradebox.sandbox.seccomp.FilterMachine.PRETENDED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SystemCallFilterTest {
    private static final int X86 = 0xC000003E;
    private static final int I386 = 0x40000003;
    private static final int SOCKET = 41;
    private static final int SOCKETPAIR = 53;
    private static final int CLONE = 56;
    private static final int IOCTL = 16;
    private static final int PERSONALITY = 135;
    private static final int FCNTL = 72;
    private static final int PREADV2 = 327;
    private static final int FLOCK = 73;

    private final SystemCallFilter filter = SystemCallFilter.of(Sockets.LOOPBACK);
    private final FilterMachine machine = new FilterMachine(filter.bpf(Cpu.X86_64));

    private int call(int number, long... arguments) {
        return machine.run(X86, number, arguments);
    }

    @ParameterizedTest
    @EnumSource(Cpu.class)
    void allowsExactlyTheNumbersOfTheList(Cpu cpu) {
        var program = new FilterMachine(filter.bpf(cpu));
        var conditions = new TreeSet<>(Arguments.rules(Sockets.LOOPBACK).keySet());
        conditions.addAll(Arguments.pretended().keySet());
        var free =
                CallList.read().stream()
                        .filter(call -> !conditions.contains(call.name()))
                        .flatMap(call -> call.number(cpu).stream().boxed())
                        .collect(Collectors.toSet());
        var conditional =
                CallList.read().stream()
                        .filter(call -> conditions.contains(call.name()))
                        .flatMap(call -> call.number(cpu).stream().boxed())
                        .collect(Collectors.toSet());

        assertThat(free).hasSizeGreaterThan(150);
        assertThat(conditional).hasSize(8);
        for (int number = 0; number < 2000; number++) {
            if (!conditional.contains(number)) {
                assertThat(program.run(cpu.audit(), number))
                        .as("call %d", number)
                        .isEqualTo(free.contains(number) ? ALLOWED : NO_SUCH_CALL);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ptrace, 101",
        "process_vm_readv, 310",
        "process_vm_writev, 311",
        "keyctl, 250",
        "add_key, 248",
        "request_key, 249",
        "bpf, 321",
        "userfaultfd, 323",
        "perf_event_open, 298",
        "io_uring_setup, 425",
        "io_uring_enter, 426",
        "io_uring_register, 427",
        "unshare, 272",
        "setns, 308",
        "mount, 165",
        "umount2, 166",
        "pivot_root, 155",
        "chroot, 161",
        "open_by_handle_at, 304",
        "clone3, 435",
        "pidfd_getfd, 438",
        "init_module, 175",
        "kexec_load, 246",
        "mq_open, 240",
        "setxattr, 188"
    })
    void aDeniedCallDoesNotExist(String name, int number) {
        assertThat(call(number)).as(name).isEqualTo(NO_SUCH_CALL);
    }

    @Test
    void callsOfOtherProcessorsKill() {
        assertThat(machine.run(I386, 4)).isEqualTo(KILLED);
        assertThat(machine.run(Cpu.AARCH64.audit(), 64)).isEqualTo(KILLED);
        assertThat(call(0x40000000)).isEqualTo(KILLED);
        assertThat(call(0x40000000 | 39)).isEqualTo(KILLED);
        assertThat(call(0x80000000)).isEqualTo(KILLED);
        assertThat(call(-1)).isEqualTo(KILLED);
        assertThat(call(0x3fffffff)).isEqualTo(NO_SUCH_CALL);
        assertThat(new FilterMachine(filter.bpf(Cpu.AARCH64)).run(X86, 1)).isEqualTo(KILLED);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, true", // AF_UNIX
        "1, 5, 7, true",
        "2, 1, 6, true", // TCP
        "2, 0x80801, 0, true", // close-on-exec, not blocking
        "2, 2, 17, true", // UDP
        "10, 1, 0, true",
        "10, 2, 0, true",
        "16, 3, 0, true", // NETLINK_ROUTE
        "16, 3, 9, false", // NETLINK_AUDIT
        "2, 3, 0, false", // raw
        "2, 1, 262, false", // MPTCP
        "2, 2, 136, false", // UDP-Lite
        "2, 2, 1, false", // ping
        "2, 5, 132, false", // SCTP
        "10, 3, 58, false",
        "0, 1, 0, false",
        "17, 3, 0, false", // AF_PACKET
        "38, 5, 0, false", // AF_ALG
        "40, 1, 0, false", // AF_VSOCK
        "44, 3, 0, false" // AF_XDP
    })
    void socketsAreLocalOrOfTheLoopback(String family, String type, String protocol, boolean yes) {
        long[] arguments = {Long.decode(family), Long.decode(type), Long.decode(protocol)};

        assertThat(call(SOCKET, arguments)).isEqualTo(yes ? ALLOWED : NOT_PERMITTED);
    }

    @Test
    void rubbishInTheUpperHalfOfAnArgumentChangesNothing() {
        long rubbish = 0x7777_0000_0000_0000L;

        assertThat(call(SOCKET, rubbish | 40, 1, 0)).isEqualTo(NOT_PERMITTED);
        assertThat(call(SOCKET, rubbish | 1, 1, 0)).isEqualTo(ALLOWED);
        assertThat(call(IOCTL, 0, rubbish | 0x5412)).isEqualTo(NOT_PERMITTED);
        assertThat(call(CLONE, rubbish | 0x10000000)).isEqualTo(NOT_PERMITTED);
        assertThat(call(PERSONALITY, 0xffff_ffff_ffff_ffffL)).isEqualTo(ALLOWED);
    }

    @Test
    void withoutANetworkOfItsOwnASandboxHasLocalSocketsOnly() {
        var local = new FilterMachine(SystemCallFilter.of(Sockets.UNIX_ONLY).bpf(Cpu.X86_64));

        assertThat(local.run(X86, SOCKET, 1, 1, 0)).isEqualTo(ALLOWED);
        for (int family = 2; family < 64; family++) {
            assertThat(local.run(X86, SOCKET, family, 1, 0)).isEqualTo(NOT_PERMITTED);
        }
        assertThat(local.run(X86, 0)).isEqualTo(ALLOWED);
    }

    @Test
    void socketPairsAreLocal() {
        assertThat(call(SOCKETPAIR, 1, 1, 0)).isEqualTo(ALLOWED);
        assertThat(call(SOCKETPAIR, 40, 1, 0)).isEqualTo(NOT_PERMITTED);
        assertThat(call(SOCKETPAIR, 2, 1, 0)).isEqualTo(NOT_PERMITTED);
    }

    @Test
    void noProcessStartsInANameSpaceOfItsOwn() {
        long thread = 0x3d0f00;
        long fork = 0x1200011;

        assertThat(call(CLONE, thread)).isEqualTo(ALLOWED);
        assertThat(call(CLONE, fork)).isEqualTo(ALLOWED);
        for (long bit : List.of(0x20000L, 0x2000000L, 0x4000000L, 0x8000000L)) {
            assertThat(call(CLONE, fork | bit)).isEqualTo(NOT_PERMITTED);
        }
        for (long bit : List.of(0x10000000L, 0x20000000L, 0x40000000L)) {
            assertThat(call(CLONE, fork | bit)).isEqualTo(NOT_PERMITTED);
        }
    }

    @Test
    void anyDeviceCallButTypingIntoATerminal() {
        assertThat(call(IOCTL, 0, 0x5412)).isEqualTo(NOT_PERMITTED);
        assertThat(call(IOCTL, 0, 0x541C)).isEqualTo(NOT_PERMITTED);
        for (long number = 0; number < 0x10000; number++) {
            if (number != 0x5412 && number != 0x541C) {
                assertThat(call(IOCTL, 0, number)).isEqualTo(ALLOWED);
            }
        }
        for (int bit = 0; bit < 32; bit++) {
            assertThat(call(IOCTL, 0, 0x5412 ^ (1L << bit))).isEqualTo(ALLOWED);
        }
        assertThat(call(IOCTL, 0, 0xC020462AL)).as("NVIDIA's").isEqualTo(ALLOWED);
    }

    @Test
    void locksAreSaidToBeGotAndAreNot() {
        assertThat(call(FLOCK, 3, 2)).isEqualTo(PRETENDED);
        assertThat(call(FLOCK, 3, 6)).isEqualTo(PRETENDED);
        for (int command = 0; command < 2048; command++) {
            int expected =
                    switch (command) {
                        case 6, 7, 37, 38 -> PRETENDED;
                        case 0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 15, 16, 36 -> ALLOWED;
                        case 1030, 1031, 1032, 1033, 1034 -> ALLOWED; // pipes' sizes, and seals
                        default -> NOT_PERMITTED; // leases, notices, hints on the inode
                    };
            assertThat(call(FCNTL, 3, command)).as("fcntl %d", command).isEqualTo(expected);
        }
        assertThat(call(FCNTL, 3, 6 | 1L << 40)).isEqualTo(PRETENDED);
    }

    @Test
    void readsWithFlagsTellNothingOfThePageCache() {
        assertThat(call(PREADV2, 3, 0, 1, 0, 0, 0)).isEqualTo(ALLOWED);
        assertThat(call(PREADV2, 3, 0, 1, 0, 0, 8)).isEqualTo(NOT_PERMITTED); // RWF_NOWAIT
    }

    @Test
    void personalityAnswersQuestionsOnly() {
        assertThat(call(PERSONALITY, 0xffffffffL)).isEqualTo(ALLOWED);
        assertThat(call(PERSONALITY, 0x0040000))
                .isEqualTo(NOT_PERMITTED); // no randomised addresses
        assertThat(call(PERSONALITY, 0)).isEqualTo(NOT_PERMITTED);
    }

    @Test
    void theProgramIsShort() {
        assertThat(machine.length()).isLessThan(900);
    }

    @Test
    void theEngineIsToldTheSame() throws Exception {
        JsonNode profile = JsonMapper.builder().build().readTree(filter.engineProfile());

        assertThat(profile.path("defaultAction").asText()).isEqualTo("SCMP_ACT_ERRNO");
        assertThat(profile.path("defaultErrnoRet").asInt()).isEqualTo(1);
        var rules = Arguments.rules(Sockets.LOOPBACK);
        var named = new TreeSet<String>();
        var refused = new TreeSet<String>();
        var pretended = new TreeSet<String>();
        for (var entry : profile.path("syscalls")) {
            if (entry.path("errnoRet").asInt(-1) == 0) {
                assertThat(entry.path("action").asText()).isEqualTo("SCMP_ACT_ERRNO");
                entry.path("names").forEach(name -> pretended.add(name.asText()));
                continue;
            }
            if (entry.path("action").asText().equals("SCMP_ACT_ERRNO")) {
                assertThat(entry.path("errnoRet").asInt()).isEqualTo(38);
                entry.path("names").forEach(name -> refused.add(name.asText()));
                continue;
            }
            assertThat(entry.path("action").asText()).isEqualTo("SCMP_ACT_ALLOW");
            for (var name : entry.path("names")) {
                named.add(name.asText());
                assertThat(entry.path("args").isEmpty())
                        .isEqualTo(!rules.containsKey(name.asText()));
            }
        }
        assertThat(refused).contains("clone3", "io_uring_setup", "keyctl", "ptrace");
        assertThat(refused).hasSizeGreaterThan(150).doesNotContainAnyElementsOf(named);
        assertThat(pretended).containsExactly("fcntl", "flock");
        assertThat(named).doesNotContain("flock");
        named.add("flock");
        assertThat(named)
                .containsExactlyElementsOf(
                        new TreeSet<>(CallList.read().stream().map(AllowedCall::name).toList()));
    }

    @Test
    void whatWasSeenIsAllowedAndNothingElseClaimsToBeSeen() throws Exception {
        Map<String, String> why =
                CallList.read().stream()
                        .collect(Collectors.toMap(AllowedCall::name, AllowedCall::why));

        assertThat(seen()).hasSizeGreaterThan(130);
        for (var name : seen()) {
            if (!name.equals("clone3")) { // the C library then takes clone, whose flags can be read
                assertThat(why.getOrDefault(name, "")).as(name).startsWith("seen: ");
            }
        }
        why.forEach(
                (name, reason) -> {
                    assertThat(reason).matches("(seen|added): .+");
                    assertThat(reason.startsWith("added: ")).isEqualTo(!seen().contains(name));
                });
    }

    private static Set<String> seen() {
        var traces = Path.of(System.getProperty("gradebox.home"), "sandbox", "seccomp", "traces");
        var all = new ArrayList<String>();
        try (var files = Files.list(traces)) {
            for (var file : files.toList()) {
                all.addAll(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return all.stream().filter(line -> !line.contains("(")).collect(Collectors.toSet());
    }
}
