package gradebox.output;

import gradebox.grading.ClassReport;
import gradebox.grading.SubmissionReport;
import gradebox.sandbox.SandboxFactory;

/** Tell which results were made where the kernel bounded no sandbox's memory. */
final class Degraded {
    static final String NOTE =
            "Degraded: no control groups here, so a watchdog bounded memory, and CPU time was not bounded";

    private Degraded() {}

    static boolean is(SubmissionReport report) {
        return report.provenance().getOrDefault("engine", "").endsWith(SandboxFactory.DEGRADED);
    }

    static boolean is(ClassReport report) {
        return report.reports().stream().anyMatch(Degraded::is);
    }
}
