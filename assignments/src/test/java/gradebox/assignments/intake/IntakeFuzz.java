package gradebox.assignments.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradebox.sandbox.HostileBytes;
import gradebox.sandbox.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** What platforms export, with names that students choose; see {@code sandbox/fuzz/run}. */
class IntakeFuzz {
    private static final IntakeOptions OPTIONS =
            new IntakeOptions(List.of("solution.py"), List.of(), 1 << 20, Attempts.LAST, null);

    /** A file system has no longer name. */
    private static final int LONGEST_NAME = 255;

    @FuzzTest
    void gradescope(byte[] bytes) throws Exception {
        HostileBytes.feed(bytes, IntakeFuzz::readExport);
    }

    @FuzzTest
    void canvas(byte[] bytes) throws Exception {
        HostileBytes.feed(bytes, IntakeFuzz::readNames);
    }

    @FuzzTest
    void roster(byte[] bytes) throws Exception {
        HostileBytes.feed(bytes, IntakeFuzz::readRoster);
    }

    static void readExport(byte[] bytes) throws IOException {
        var home = Scratch.folder("fuzz");
        try {
            var export = Files.createDirectories(home.resolve("export"));
            Files.write(export.resolve(Arrangement.METADATA), bytes);
            var one = Files.createDirectory(export.resolve("submission_1"));
            Files.writeString(one.resolve("solution.py"), "x = 1\n");
            var result = new Intake(OPTIONS).read(List.of(export), home.resolve("staging"));
            assertThat(result.submissions())
                    .allMatch(submission -> submission.id().matches("[A-Za-z0-9_][A-Za-z0-9._-]*"));
        } catch (IntakeException e) {
            assertThat(e.getMessage()).isNotBlank();
        } finally {
            Scratch.delete(home);
        }
    }

    static void readNames(byte[] bytes) {
        for (var line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            var name = line.substring(0, Math.min(line.length(), LONGEST_NAME));
            CanvasName.parse(name)
                    .ifPresent(
                            parsed -> {
                                assertThat(parsed.user()).matches("\\d+");
                                assertThat(CanvasName.uncounted(parsed.file())).isNotEmpty();
                            });
        }
    }

    static void readRoster(byte[] bytes) throws IOException {
        var home = Scratch.folder("fuzz");
        try {
            var call = new RosterCall(Roster.read(Files.write(home.resolve("roster.csv"), bytes)));
            assertThat(call.absent()).isNotNull();
        } catch (IntakeException e) {
            assertThat(e.getMessage()).isNotBlank();
        } finally {
            Scratch.delete(home);
        }
    }
}
