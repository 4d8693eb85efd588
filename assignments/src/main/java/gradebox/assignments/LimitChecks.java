package gradebox.assignments;

import gradebox.grading.TimeSpan;
import java.util.List;

/** Check that sizes and times can be, and agree with each other. */
record LimitChecks() implements SemanticCheck {
    private static final long LEAST_MEMORY = 64L << 20;

    @Override
    public void check(Place root, Problems problems) {
        var limits = root.at("limits");
        if (bytes(limits.at("memory"), problems) < LEAST_MEMORY) {
            problems.add(limits.at("memory"), "no Python starts in so little; the least is 64MiB");
        }
        bytes(limits.at("disk"), problems);
        bytes(root.at("submission").at("max_size"), problems);
        checkTimes(root, problems);
        checkGpu(root.at("gpu"), problems);
    }

    /** Return a size in bytes, or the largest there is where the entry holds none. */
    private static long bytes(Place size, Problems problems) {
        if (ByteSize.PATTERN.matcher(size.text()).matches()) {
            try {
                return ByteSize.bytes(size.text());
            } catch (IllegalArgumentException e) {
                problems.add(size, String.valueOf(e.getMessage()));
            }
        }
        return Long.MAX_VALUE;
    }

    private static void checkTimes(Place root, Problems problems) {
        var limits = root.at("limits");
        String total = limits.at("total").text(AssignmentBinder.TOTAL);
        var perCheck = limits.at("per_check");
        checkWithin(perCheck, total, problems);
        for (var grader : root.at("graders").members()) {
            checkWithin(grader.at("within"), total, problems);
        }
        if (!perCheck.isPresent() && isLonger(AssignmentBinder.PER_CHECK, total)) {
            problems.add(
                    limits.at("total"),
                    "%s is shorter than per_check, which is %s unless you set it; set it too"
                            .formatted(total, AssignmentBinder.PER_CHECK));
        }
    }

    private static void checkWithin(Place time, String total, Problems problems) {
        if (isLonger(time.text(), total)) {
            problems.add(
                    time,
                    "%s is longer than all checks together may take; limits.total is %s"
                            .formatted(time.text(), total));
        }
    }

    private static boolean isLonger(String time, String total) {
        return TimeSpan.PATTERN.matcher(time).matches()
                && TimeSpan.PATTERN.matcher(total).matches()
                && TimeSpan.duration(time).compareTo(TimeSpan.duration(total)) > 0;
    }

    private static void checkGpu(Place gpu, Problems problems) {
        for (var size : List.of("memory", "share")) {
            if (gpu.at("need").text().equals("none") && gpu.at(size).isPresent()) {
                problems.add(
                        gpu.at(size),
                        "no GPU is needed; leave %s out, or change need".formatted(size));
            }
        }
        long memory = bytes(gpu.at("memory"), problems);
        long share = bytes(gpu.at("share"), problems);
        if (gpu.at("share").isPresent() && share != Long.MAX_VALUE && share > memory) {
            problems.add(
                    gpu.at("share"),
                    "%s is more than each device must have; gpu.memory is %s"
                            .formatted(gpu.at("share").text(), gpu.at("memory").text()));
        }
    }
}
