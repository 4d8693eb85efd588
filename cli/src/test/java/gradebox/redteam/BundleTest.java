package gradebox.redteam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bundles the corpus that ships. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BundleTest {
    private List<Attack> attacks = List.of();

    @BeforeAll
    void read() throws Exception {
        var folder = Path.of(System.getProperty("gradebox.home"), "cli", "attacks");
        attacks = Corpus.read(folder).attacks();
    }

    @Test
    void everyAttackIsInOneBundle() {
        var bundled = Bundle.of(attacks, 8).stream().flatMap(one -> one.attacks().stream());

        assertThat(bundled).containsExactlyInAnyOrderElementsOf(attacks);
    }

    @Test
    void aBundleHasOneTargetAndIsNoLargerThanItMay() {
        assertThat(Bundle.of(attacks, 8))
                .allSatisfy(
                        one -> {
                            assertThat(one.attacks()).hasSizeBetween(1, 8);
                            assertThat(one.attacks())
                                    .extracting(Attack::target)
                                    .containsOnly(one.target());
                        })
                .filteredOn(one -> one.attacks().size() > 5)
                .hasSizeGreaterThan(8);
    }

    @Test
    void whatMakesItsOwnClassIsGradedApart() {
        assertThat(bundleOf("24-swapped-while-graded").attacks()).hasSize(1);
        assertThat(bundleOf("01-zip-slip").attacks()).hasSizeGreaterThan(1);
        assertThat(bundleOf("56-patched-comparisons").attacks()).hasSizeGreaterThan(1);
        assertThat(bundleOf("45-kernel-doors").attacks()).hasSizeGreaterThan(1);
    }

    @Test
    void neighboursOfOneNumberAreDealtToDifferentBundles() {
        assertThat(bundleOf("25-fork-bomb")).isNotEqualTo(bundleOf("25b-fork-bomb-named"));
    }

    @Test
    void membersOfABundleHaveNamesOfTheirOwn() {
        var bundle = bundleOf("56-patched-comparisons");
        var names = bundle.attacks().stream().map(bundle::member).toList();

        assertThat(names).doesNotHaveDuplicates().contains("attack-56-patched-comparisons");
        assertThat(bundle.apart())
                .allSatisfy(
                        one ->
                                assertThat(one.member(one.attacks().getFirst()))
                                        .isEqualTo("attack"));
    }

    @Test
    void onRequestEachIsApart() {
        assertThat(Bundle.of(attacks, 1)).hasSameSizeAs(attacks);
    }

    private Bundle bundleOf(String name) {
        Stream<Bundle> all = Bundle.of(attacks, 8).stream();
        return all.filter(one -> one.attacks().stream().anyMatch(it -> it.name().equals(name)))
                .findFirst()
                .orElseThrow();
    }
}
