package gradebox.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedsTest {
    private final Seeds seeds = Seeds.of("00112233445566778899aabbccddeeff");
    private final Seeds others = Seeds.of("00112233445566778899aabbccddeefe");

    @Test
    void aPurposesSeedIsAlwaysTheSameAndNoOthers() {
        assertThat(seeds.seed("check")).isEqualTo(seeds.seed("check"));
        assertThat(seeds.seed("check")).isNotEqualTo(seeds.seed("cheque"));
        assertThat(seeds.seed("check")).isNotEqualTo(others.seed("check"));
    }

    @Test
    void everyGeneratorTakesAChecksSeed() {
        assertThat(LongStream.range(0, 1000).map(i -> seeds.seed("check " + i)))
                .allSatisfy(seed -> assertThat(seed).isBetween(0L, (1L << 31) - 1));
    }

    @Test
    void aDataSetsSeedIsTooLongToBeTried() {
        var all = LongStream.range(0, 1000).map(i -> seeds.data("set " + i)).toArray();
        assertThat(all).allSatisfy(seed -> assertThat(seed).isNotNegative());
        for (int bit = 0; bit < 63; bit++) {
            long mask = 1L << bit;
            assertThat(LongStream.of(all).filter(seed -> (seed & mask) != 0).count())
                    .isBetween(400L, 600L);
        }
    }

    @Test
    void refusesAShortRoot() {
        assertThatThrownBy(() -> Seeds.of("0011")).hasMessageContaining("16 bytes");
    }
}
