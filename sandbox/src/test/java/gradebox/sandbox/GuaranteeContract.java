package gradebox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Try every guarantee on a real engine: what it promises must hold, and what it does not promise
 * must really be missing, or it could be promised.
 */
public abstract class GuaranteeContract extends SandboxContract {
    private static final long MB = 1 << 20;
    private static final Limits SMALL = new Limits(1, 128 * MB, 64, 16 * MB, seconds(60));

    @TempDir private Path hostFolder;

    /** Return what sandboxes run on. */
    protected abstract Image image();

    @Override
    protected final SandboxSpec spec(String name, Mount... mounts) {
        return new SandboxSpec(
                name, image(), Limits.DEFAULT, GpuRequest.NONE, List.of(mounts), Map.of());
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void whatIsPromisedHoldsAndWhatIsNotIsMissing(Guarantee guarantee) throws Exception {
        assertThat(holds(guarantee))
                .as(guarantee.line())
                .isEqualTo(factory().guarantees().contains(guarantee));
    }

    private boolean holds(Guarantee guarantee) throws Exception {
        return switch (guarantee) {
            case NO_NETWORK -> reachesNothing();
            case OWN_PROCESSES -> say(processes(ProcessHandle.current().pid())).equals("none");
            case PROCESS_ONE -> firstProcess().equals("1");
            case READ_ONLY_ROOT ->
                    say("import os; print(os.statvfs('/').f_flag & os.ST_RDONLY)").equals("1");
            case NOTHING_OF_THE_HOST -> seesNothingOfTheHost();
            case GIVEN_FILES_ONLY -> say(opening(canary())).equals("refused");
            case OWN_USER -> haveUsersOfTheirOwn();
            case NO_PRIVILEGES -> hasNoPrivileges(say("print(open('/proc/self/status').read())"));
            case SYSTEM_CALL_FILTER -> say(VSOCK_AND_RING).equals("refused refused");
            case TREE_MEMORY -> !small("head -c 200000000 /dev/zero > $HOME/x").equals(EXITED);
            case OUT_OF_MEMORY_VERDICT -> smallPython(HOARD).equals(new Termination.OutOfMemory());
            case PROCESS_COUNT -> !smallPython(FORKS).equals(EXITED);
            case CPU_SHARE -> Double.parseDouble(say(within(0.05), SPIN)) < 0.15;
            case DISK_SIZE -> !small("head -c 20000000 /dev/zero > x").equals(EXITED);
            case INODE_COUNT -> !smallPython(FILES).equals(EXITED);
            case TMP_NOT_EXECUTABLE -> !small("cp /bin/true $HOME && $HOME/true").equals(EXITED);
        };
    }

    private static final Termination EXITED = new Termination.Exited(0);

    /** Look for a process of the host: its number, and anybody's command line. */
    private static String processes(long pid) {
        return """
            import glob, os
            found = []
            try:
                os.kill(%d, 0)
                found.append('it may be signalled')
            except PermissionError:
                found.append('its number')
            except ProcessLookupError:
                pass
            for name in glob.glob('/proc/[0-9]*/cmdline'):
                try:
                    found += ['its command line'] if 'ja' + 'va' in open(name).read() else []
                except OSError:
                    pass
            print(', '.join(found) or 'none')
            """
                .formatted(pid);
    }

    private static String opening(Path file) {
        return """
            try:
                print(open('%s').read())
            except OSError:
                print('refused')
            """
                .formatted(file);
    }

    /** Try every way to two listeners of the host. */
    private static String connecting(int port, String name) {
        return """
            import socket
            for family, address in (
                (socket.AF_INET, ('127.0.0.1', %d)),
                (socket.AF_UNIX, '\\0%s'),
            ):
                try:
                    with socket.socket(family) as one:
                        one.settimeout(2)
                        one.connect(address)
                    print('reached')
                except OSError:
                    print('refused')
            """
                .formatted(port, name);
    }

    /** Calls that reach past name spaces, or past other calls' checks. */
    private static final String VSOCK_AND_RING =
            """
            import ctypes, socket
            try:
                socket.socket(40, socket.SOCK_STREAM)
                vsock = 'made'
            except OSError:
                vsock = 'refused'
            entries = ctypes.create_string_buffer(120)
            ring = ctypes.CDLL(None, use_errno=True).syscall(425, 1, entries)
            print(vsock, 'refused' if ring < 0 else 'made')
            """;

    private static final String HOARD =
            """
            import time
            kept = []
            for _ in range(64):
                kept.append(bytearray(b'x' * (8 << 20)))
                time.sleep(0.03)
            """;

    private static final String FORKS =
            """
            import os, time
            for _ in range(100):
                if os.fork() == 0:
                    time.sleep(60)
            """;

    private static final String SPIN =
            """
            import os, resource, time
            began = time.monotonic()
            for _ in range(4):
                if os.fork() == 0:
                    while time.monotonic() < began + 2:
                        pass
                    os._exit(0)
            for _ in range(4):
                os.wait()
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            print((used.ru_utime + used.ru_stime) / (time.monotonic() - began))
            """;

    private static final String FILES =
            """
            for i in range(21000):
                open('%d' % i, 'w').close()
            """;

    private SandboxSpec within(double cpus) {
        return spec("share").within(new Limits(cpus, 256 * MB, 64, 16 * MB, seconds(60)));
    }

    private String say(String program) throws Exception {
        return say(spec("say"), program);
    }

    private String say(SandboxSpec spec, String program) throws Exception {
        var result = factory().run(spec, List.of("python3", "-c", program), seconds(60), 1 << 20);
        assertThat(result.termination()).as(result.log()).isEqualTo(EXITED);
        return text(result).strip();
    }

    private Termination small(String command) throws Exception {
        return runSmall("sh", "-c", command);
    }

    private Termination smallPython(String program) throws Exception {
        return runSmall("python3", "-c", program);
    }

    private Termination runSmall(String... argv) throws Exception {
        var spec = spec("small").within(SMALL);
        return factory().run(spec, List.of(argv), seconds(50), 1000).termination();
    }

    private String firstProcess() throws Exception {
        return say(spec("first").asFirstProcess(), "import os; print(os.getpid())");
    }

    private boolean seesNothingOfTheHost() throws Exception {
        return say("import os; print(os.path.exists('%s'))".formatted(canary())).equals("False");
    }

    /** Write a file of the host's that every user may read. */
    private Path canary() throws IOException {
        var file = Files.writeString(readable(hostFolder).resolve("canary"), "host");
        assertThat(file.toFile().setReadable(true, false)).isTrue();
        return file;
    }

    private boolean reachesNothing() throws Exception {
        String name = "gradebox-" + System.nanoTime();
        try (var internet = new ServerSocket(0);
                var abstractSocket = new AbstractSocket(name)) {
            var program = connecting(internet.getLocalPort(), name);
            assertThat(abstractSocket.reach(program)).isEqualTo("reached\nreached");
            return say(program).equals("refused\nrefused");
        }
    }

    private static boolean hasNoPrivileges(String status) {
        return status.contains("CapEff:\t0000000000000000")
                && status.contains("CapBnd:\t0000000000000000")
                && status.contains("NoNewPrivs:\t1");
    }

    /** Look from the host at two sandboxes that run side by side. */
    private boolean haveUsersOfTheirOwn() throws Exception {
        String mark = "4" + System.nanoTime() % 1_000_000_000L;
        try (var first = open("first", "sleep", mark + "1");
                var second = open("second", "sleep", mark + "2")) {
            assertThat(List.of(first.name(), second.name())).doesNotHaveDuplicates();
            return !user(mark + "1").equals(user(mark + "2"));
        }
    }

    private static String user(String mark) throws Exception {
        for (int i = 0; i < 500; i++) {
            var owner = ownerOf(mark);
            if (owner.isPresent()) {
                return owner.get();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the sandbox's process is not to be seen on the host");
    }

    private static Optional<String> ownerOf(String mark) throws IOException {
        try (var all = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (var process : all) {
                if (read(process.resolve("cmdline")).equals("sleep\0" + mark + "\0")) {
                    return read(process.resolve("status"))
                            .lines()
                            .filter(line -> line.startsWith("Uid:"))
                            .findFirst();
                }
            }
        }
        return Optional.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
