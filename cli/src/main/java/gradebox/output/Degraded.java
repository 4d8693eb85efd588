package gradebox.output;

import gradebox.grading.ClassReport;
import gradebox.grading.SubmissionReport;
import gradebox.sandbox.SandboxFactory;

/** Tell which results were made where the kernel did not bound memory or CPU time. */
final class Degraded {
    static final String NOTE =
            "Degraded: control groups were missing here, so the kernel did not bound memory or CPU time, and one was graded at a time";

    private Degraded() {}

    static boolean is(SubmissionReport report) {
        return report.provenance().getOrDefault("engine", "").endsWith(SandboxFactory.DEGRADED);
    }

    static boolean is(ClassReport report) {
        return report.reports().stream().anyMatch(Degraded::is);
    }
}
