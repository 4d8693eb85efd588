package gradebox.cli;

import java.util.Collection;
import java.util.Comparator;

/** Say how the program ended. Where several apply, the lowest number is told. */
enum ExitCode {
    GRADED(0),
    BUG(1),
    USAGE(2),
    WITHOUT_SCORE(3),
    INVALID_ASSIGNMENT(4),
    NO_ENGINE(5),
    BELOW_LIMIT(6),
    GOT_THROUGH(7),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Choose among all that apply; none is {@link #GRADED}. */
    static ExitCode of(Collection<ExitCode> all) {
        return all.stream().min(Comparator.comparingInt(ExitCode::number)).orElse(GRADED);
    }
}
