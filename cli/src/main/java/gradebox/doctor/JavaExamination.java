package gradebox.doctor;

import java.util.List;

/** Look at what runs gradebox itself. */
public final class JavaExamination implements Examination {
    private static final int LEAST = 21;

    private final Runtime.Version version;

    public JavaExamination(Runtime.Version version) {
        this.version = version;
    }

    @Override
    public List<Finding> findings() {
        return List.of(
                version.feature() >= LEAST
                        ? new Finding.Ok("JDK", version.toString())
                        : new Finding.Fail(
                                "JDK",
                                version.toString(),
                                "install a JDK of release %d or newer".formatted(LEAST)));
    }
}
