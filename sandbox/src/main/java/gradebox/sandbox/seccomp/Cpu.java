package gradebox.sandbox.seccomp;

import java.util.Locale;
import java.util.Optional;

/** Name a kind of processor: system calls have other numbers on each. */
public enum Cpu {
    X86_64(0xC000003E),
    AARCH64(0xC00000B7);

    private final int audit;

    Cpu(int audit) {
        this.audit = audit;
    }

    /** Return the processor of this machine, where a filter can be made for it. */
    public static Optional<Cpu> ofThisMachine() {
        return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64", "arm64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }

    /** Return what the kernel calls it in {@code seccomp_data} ({@code linux/audit.h}). */
    int audit() {
        return audit;
    }
}
