package gradebox.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvisoryTest {

    @ParameterizedTest
    @CsvSource({
        "1.1.5+ds1, true, true",
        "1.1.11, true, true",
        "1.1.12, false, true",
        "1.2.7, false, true",
        "1.2.8, false, false",
        "1.3.0, false, true",
        "1.3.2, false, true",
        "1.3.3, false, false",
        "1.4.0-rc.2, false, true",
        "1.4.0~rc2, false, true",
        "1.4.0-rc.3, false, false",
        "1.4.0, false, false",
        "1.10.0, false, false",
        "2.0.0, false, false"
    })
    void runcsHolesGoByLineOfReleases(String said, boolean first, boolean second) {
        var release = Release.of(said);

        assertThat(Advisory.RUNC.get(0).concerns(release)).isEqualTo(first);
        assertThat(Advisory.RUNC.get(1).concerns(release)).isEqualTo(second);
    }

    @Test
    void releasesAreFoundInWhatProgramsPrint() {
        assertThat(Release.in("NVIDIA Container Toolkit CLI version 1.17.8\ncommit: f202"))
                .contains(Release.of("1.17.8"));
        assertThat(Release.in("bubblewrap 0.8.0")).contains(Release.of("0.8.0"));
        assertThat(Release.in("20.10.24+dfsg1")).contains(Release.of("20.10.24"));
        assertThat(Release.in("unknown")).isEmpty();
        assertThat(Release.of("1.2")).isEqualTo(Release.of("1.2.0"));
        assertThat(Release.of("1.17.10")).isGreaterThan(Release.of("1.17.8"));
    }
}
