package gradebox.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.OtherRuns;
import gradebox.sandbox.RunIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotsTest {
    private final RunIdentity self = RunIdentity.ofThisProcess();

    @TempDir private Path folder;

    @Test
    void theLowestFreeSlotIsTaken() throws Exception {
        var slots = new Slots(folder, self);
        var first = slots.take("a");
        var second = slots.take("b");
        first.close();
        var third = slots.take("c");

        assertThat(List.of(first.number(), second.number(), third.number()))
                .containsExactly(0, 1, 0);
        assertThat(folder.resolve("slot-0/owner")).exists();
    }

    @Test
    void runsThatShareAFolderNeverShareASlot() throws Exception {
        int runs = 4;
        int each = 25;
        var barrier = new CyclicBarrier(runs);
        var taken = new ArrayList<Integer>();
        try (var pool = Executors.newFixedThreadPool(runs)) {
            List<Future<List<Integer>>> answers = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                answers.add(pool.submit(taker(barrier, each)));
            }
            for (var answer : answers) {
                taken.addAll(answer.get());
            }
        }

        assertThat(new HashSet<>(taken)).hasSize(runs * each);
    }

    private Callable<List<Integer>> taker(CyclicBarrier barrier, int each) {
        return () -> {
            var slots = new Slots(folder, RunIdentity.ofThisProcess());
            var numbers = new ArrayList<Integer>();
            barrier.await();
            for (int i = 0; i < each; i++) {
                numbers.add(slots.take("x").number());
            }
            return numbers;
        };
    }

    @Test
    void sweepingFreesTheSlotsOfTheDeadAndNoOthers() throws Exception {
        var dead = OtherRuns.gone(self.run() + "x");
        var elsewhere = OtherRuns.elsewhere(self.run() + "y");
        var other = RunIdentity.ofThisProcess();
        for (var owner : List.of(dead, self, elsewhere, dead, other)) {
            new Slots(folder, owner).take("any");
        }
        var swept = new ArrayList<Integer>();

        assertThat(new Slots(folder, self).sweep(slot -> swept.add(slot.number())))
                .containsExactly("slot-0", "slot-3");
        assertThat(swept).containsExactly(0, 3);
        assertThat(folder.resolve("slot-0")).doesNotExist();
        assertThat(folder.resolve("slot-2")).exists();
    }

    @Test
    void aSlotThatCannotBeClearedIsNotGivenOutAgain() throws Exception {
        new Slots(folder, OtherRuns.gone("dead")).take("any");
        var slots = new Slots(folder, self);

        assertThat(slots.sweep(slot -> false)).isEmpty();
        assertThat(slots.take("next").number()).isEqualTo(1);
    }

    @Test
    void nobodyTakesASlotWhileItIsSwept() throws Exception {
        new Slots(folder, OtherRuns.gone("dead")).take("any");
        var slots = new Slots(folder, self);
        try (var pool = Executors.newSingleThreadExecutor()) {
            var taking = new AtomicReference<Future<Integer>>();
            slots.sweep(
                    slot -> {
                        slot.close(); // as if another run had just swept it, too
                        taking.set(pool.submit(() -> slots.take("next").number()));
                        Thread.sleep(300);
                        assertThat(taking.get().isDone()).isFalse();
                        return true;
                    });

            assertThat(taking.get().get()).isEqualTo(0);
        }
        assertThat(folder.resolve("slot-0")).exists();
    }

    @Test
    void whatWasLeftHalfMadeOrHalfGivenBackIsCleared() throws Exception {
        Files.createDirectory(folder.resolve("new-123"));
        Files.writeString(Files.createDirectory(folder.resolve("old-456")).resolve("status"), "");
        var slots = new Slots(folder, self);
        slots.take("mine");

        slots.sweep(slot -> true);

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder(FolderLock.FILE, "slot-0");
    }
}
