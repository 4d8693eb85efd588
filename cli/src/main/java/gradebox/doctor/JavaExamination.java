package gradebox.doctor;

import java.util.List;
import javax.tools.ToolProvider;

/** Look at what runs gradebox itself. */
public final class JavaExamination implements Examination {
    private static final int LEAST = 21;

    private final Runtime.Version version;
    private final boolean compiles;

    /**
     * Look at a Java.
     *
     * @param compiles whether a compiler belongs to it, which suites in Java need
     */
    public JavaExamination(Runtime.Version version, boolean compiles) {
        this.version = version;
        this.compiles = compiles;
    }

    /** Look at the Java that this process runs in. */
    public static JavaExamination ofThisProcess() {
        return new JavaExamination(Runtime.version(), ToolProvider.getSystemJavaCompiler() != null);
    }

    @Override
    public List<Finding> findings() {
        if (version.feature() < LEAST) {
            return List.of(bad(version.toString(), "install a JDK of release %d or newer"));
        }
        return List.of(
                compiles
                        ? new Finding.Ok("JDK", version.toString())
                        : bad(
                                version + ", without a compiler",
                                "install a whole JDK of release %d or newer: suites in Java are compiled"));
    }

    private static Finding bad(String found, String advice) {
        return new Finding.Fail("JDK", found, advice.formatted(LEAST));
    }
}
