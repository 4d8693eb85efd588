package gradebox.run;

import gradebox.grading.SubmissionReport;
import gradebox.sandbox.gpu.GpuDevice;
import gradebox.sandbox.gpu.GpuLease;
import java.util.Locale;
import java.util.TreeMap;

/** Write into a report which device it was graded on, and what it took of it. */
final class GpuRecord {
    private GpuRecord() {}

    /** Return the report with that; as it was where no device was used. */
    static SubmissionReport add(SubmissionReport report, GpuLease lease) {
        return lease.device().map(device -> add(report, lease, device)).orElse(report);
    }

    private static SubmissionReport add(SubmissionReport report, GpuLease lease, GpuDevice device) {
        var use = lease.use();
        var provenance = new TreeMap<>(report.provenance());
        provenance.put("gpu", device.uuid());
        provenance.put("gpu model", device.model());
        provenance.put("gpu driver", device.driver());
        provenance.put(
                "gpu seconds", String.format(Locale.ROOT, "%.1f", use.held().toMillis() / 1000.0));
        if (!lease.isShared()) { // there it is everybody's
            provenance.put("gpu peak memory MiB", String.valueOf(use.peakBytes() >> 20));
        }
        return new SubmissionReport(
                report.submission(),
                report.lines(),
                report.measurements(),
                report.leaderboard(),
                report.notes(),
                report.log(),
                report.time(),
                provenance);
    }
}
