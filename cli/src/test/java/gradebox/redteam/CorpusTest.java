package gradebox.redteam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Reads the corpus that ships. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {
    private static final int ALL = 94;

    private Corpus corpus;

    @BeforeAll
    void read() throws Exception {
        corpus = Corpus.read(Path.of(System.getProperty("gradebox.home"), "cli", "attacks"));
    }

    @Test
    void holdsEveryNumber() {
        assertThat(numbers(corpus.attacks().stream()))
                .containsAll(IntStream.rangeClosed(1, ALL).boxed().toList());
    }

    @Test
    void everyTargetIsThere() throws Exception {
        for (var attack : corpus.attacks()) {
            assertThat(corpus.target(attack.target())).as(attack.name()).isDirectory();
        }
    }

    /** Those that security.md marks as removed by construction. */
    @Test
    void tricksOfOneProcessAreShownToWorkThere() {
        var removed = Stream.of(41, 43, 56, 57, 58, 59, 60, 61, 62, 63, 64, 79).toList();
        assertThat(live(Attack.Live.CONTROL)).containsAll(removed);
    }

    /** Those that security.md marks as opened by a protocol. */
    @Test
    void tricksOnTheProtocolAreShownToWorkOnAWeakOne() {
        var opened = IntStream.rangeClosed(65, 77).boxed().collect(Collectors.toSet());
        opened.add(34);
        var live = new TreeSet<>(live(Attack.Live.WEAK_PROTOCOL));
        live.addAll(live(Attack.Live.WEAK_QUEUE));
        assertThat(live).containsAll(opened);
    }

    @Test
    void choosesByNumberRangeAndName() throws Exception {
        var chosen = corpus.only(List.of("66", "61-62", "60-exit-zero"));

        assertThat(numbers(chosen.attacks().stream())).containsExactly(60, 61, 62, 66);
        assertThat(chosen.attacks()).extracting(Attack::name).doesNotContain("60b-exit-at-end");
        assertThat(corpus.only(List.of())).isEqualTo(corpus);
    }

    @Test
    void refusesANumberThatIsNotThere() {
        assertThatThrownBy(() -> corpus.only(List.of("60", "95")))
                .isInstanceOf(CorpusException.class)
                .hasMessageContaining("--only: there is no attack 95");
    }

    private Set<Integer> live(Attack.Live live) {
        return numbers(
                corpus.attacks().stream()
                        .filter(attack -> attack.kind().live().filter(live::equals).isPresent()));
    }

    private static Set<Integer> numbers(Stream<Attack> attacks) {
        return attacks.map(Attack::number).collect(Collectors.toCollection(TreeSet::new));
    }
}
