package gradebox.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.RunIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leftovers on plain folders; real ones are in the integration tests. */
class LeftoversTest {
    private static final long SELF = ProcessHandle.current().pid();
    private static final long ANOTHER = SELF + 1;

    /** A range that no process of this machine runs in. */
    private static final int NOBODYS = 1_999_000_000;

    private final RunIdentity self = RunIdentity.ofThisProcess();

    @TempDir private Path folder;
    private Path run;
    private Path groups;
    private Path mountinfo;

    @BeforeEach
    void make() throws Exception {
        run = Files.createDirectory(folder.resolve("run"));
        groups = Files.createDirectory(folder.resolve("groups"));
        mountinfo = Files.writeString(folder.resolve("mountinfo"), "36 35 98:0 / / rw - ext4 x\n");
    }

    private List<String> of(long pid, Optional<Leftovers.Users> firstUser) throws Exception {
        var made = Optional.of(new ControlGroups(ControlGroups.all(groups), true));
        return new Leftovers(run, made, firstUser, mountinfo).of(pid);
    }

    private List<String> of(long pid) throws Exception {
        return of(pid, Optional.of(new Leftovers.Users(NOBODYS, NOBODYS + Slots.MOST)));
    }

    @Test
    void aSlotIsLeftByTheProcessThatHoldsIt() throws Exception {
        assertThat(of(SELF)).isEmpty();
        var slot = new Slots(run.resolve("slots"), self).take("attack");

        assertThat(of(SELF)).containsExactly("slot-0 (attack)");
        assertThat(of(ANOTHER)).isEmpty();
        slot.close();
        assertThat(of(SELF)).isEmpty();
    }

    @Test
    void aFileAmongTheSlotsIsNobodys() throws Exception {
        Files.createFile(Files.createDirectories(run.resolve("slots")).resolve(".lock"));

        assertThat(of(SELF)).isEmpty();
    }

    @Test
    void aSlotThatWasNeverTakenIsLeftAsWell() throws Exception {
        var half = Files.createDirectories(run.resolve("slots").resolve("new-1"));
        Labels.write(half, self.labels("attack"));

        assertThat(of(SELF)).containsExactly("new-1 (attack)");
    }

    @Test
    void aControlGroupWithoutItsSlotIsNobodys() throws Exception {
        Files.createDirectory(groups.resolve("slot-0"));
        Files.createDirectory(groups.resolve("another"));
        assertThat(of(ANOTHER)).containsExactly("the control group " + groups.resolve("slot-0"));

        var slot = new Slots(run.resolve("slots"), self).take("attack");
        assertThat(slot.number()).isZero();
        assertThat(of(ANOTHER)).isEmpty();
    }

    @Test
    void aProcessOfASlotsUserIsNobodysOnceTheSlotIsFree() throws Exception {
        int user = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        var mine = "process " + SELF + " of slot-0's user";
        assertThat(of(ANOTHER, Optional.of(new Leftovers.Users(user, user + Slots.MOST))))
                .contains(mine);
        assertThat(of(ANOTHER, Optional.empty())).isEmpty();

        var slot = new Slots(run.resolve("slots"), self).take("attack");
        assertThat(slot.number()).isZero();
        assertThat(of(ANOTHER, Optional.of(new Leftovers.Users(user, user + Slots.MOST))))
                .doesNotContain(mine);
    }

    @Test
    void aMountThatEverybodySeesIsLeft() throws Exception {
        Files.writeString(mountinfo, "37 36 0:5 / " + run + "/view/tmp rw - tmpfs sandbox rw\n");

        assertThat(of(ANOTHER)).containsExactly("the mount " + run + "/view/tmp");
    }
}
