package gradebox.steps;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** End the program at a step as {@code kill -9} would: a test of what a run that dies leaves. */
public final class CrashAt implements Steps {
    /** The environment's variable: {@code name} or {@code name:n}, for the n-th time. */
    public static final String VARIABLE = "GRADEBOX_CRASH_AT";

    private final Step step;
    private final AtomicInteger left;
    private final Runnable halt;

    private CrashAt(Step step, int time, Runnable halt) {
        this.step = step;
        this.left = new AtomicInteger(time);
        this.halt = halt;
    }

    /**
     * Crash where the environment says, if it does.
     *
     * @param halt ends the JVM and runs nothing more
     * @throws IllegalArgumentException if there is no such step, or it is never reached so often: a
     *     test that crashes nowhere would pass
     */
    public static Steps from(Map<String, String> environment, Runnable halt) {
        var said = environment.getOrDefault(VARIABLE, "");
        if (said.isEmpty()) {
            return UNMARKED;
        }
        var parts = said.split(":", 2);
        int time = parts.length == 1 ? 1 : time(parts[1]);
        return new CrashAt(step(parts[0]), time, halt);
    }

    private static int time(String number) {
        if (!number.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(
                    "%s: steps are counted from 1 on, not %s".formatted(VARIABLE, number));
        }
        return Integer.parseInt(number);
    }

    private static Step step(String word) {
        return Arrays.stream(Step.values())
                .filter(step -> step.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(word)));
    }

    private static String unknown(String word) {
        return VARIABLE
                + ": there is no step "
                + word
                + "; there are "
                + Arrays.stream(Step.values()).map(Step::word).collect(Collectors.joining(", "));
    }

    @Override
    public void reached(Step now) {
        if (now == step && left.decrementAndGet() == 0) {
            halt.run();
        }
    }
}
