package gradebox.doctor;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Look at what the kernel gives sandboxes, and at the machine's memory. */
public final class KernelExamination implements Examination {
    private static final long LEAST_KIB = 2L << 20;
    private static final Pattern AVAILABLE =
            Pattern.compile("(?m)^MemAvailable:\\s+(\\d{1,18}) kB$");

    private final Host host;

    public KernelExamination(Host host) {
        this.host = host;
    }

    @Override
    public List<Finding> findings() {
        return List.of(kernel(), seccomp(), userNameSpaces(), corePattern(), memory());
    }

    private Finding kernel() {
        return new Finding.Ok("kernel", host.read("/proc/sys/kernel/osrelease").orElse("unknown"));
    }

    private Finding seccomp() {
        var actions = host.read("/proc/sys/kernel/seccomp/actions_avail").orElse("");
        return List.of(actions.split(" ", -1)).containsAll(List.of("kill_process", "errno"))
                ? new Finding.Ok("seccomp", "filters are there")
                : new Finding.Fail(
                        "seccomp",
                        "this kernel has no filters",
                        "use a kernel with CONFIG_SECCOMP_FILTER: no sandbox is closed without");
    }

    private Finding userNameSpaces() {
        String what = "user namespaces";
        if (host.read("/proc/sys/user/max_user_namespaces").orElse("0").equals("0")) {
            return none("user.max_user_namespaces is 0", "sysctl user.max_user_namespaces=15000");
        }
        if (host.read("/proc/sys/kernel/unprivileged_userns_clone").orElse("1").equals("0")) {
            return none(
                    "kernel.unprivileged_userns_clone is 0",
                    "sysctl kernel.unprivileged_userns_clone=1");
        }
        if (host.read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
                .orElse("0")
                .equals("1")) {
            return none("AppArmor restricts them", "give bwrap an AppArmor profile with `userns`");
        }
        return new Finding.Ok(what, "there");
    }

    private static Finding none(String found, String advice) {
        return new Finding.Warn(
                "user namespaces", found, advice + " (bubblewrap needs them; Docker does not)");
    }

    /** A pipe's program runs outside of every sandbox, as root, whatever the limit on cores. */
    private Finding corePattern() {
        String pattern = host.read("/proc/sys/kernel/core_pattern").orElse("unknown");
        return pattern.startsWith("|")
                ? new Finding.Warn(
                        "core_pattern",
                        "piped: " + pattern,
                        "sysctl kernel.core_pattern=core: a crash in a sandbox otherwise starts that program outside, as root")
                : new Finding.Ok("core_pattern", pattern);
    }

    private Finding memory() {
        var line = AVAILABLE.matcher(host.read("/proc/meminfo").orElse(""));
        if (!line.find()) {
            return new Finding.Warn("memory", "unknown", "/proc/meminfo does not tell");
        }
        long free = Long.parseLong(line.group(1));
        String found = String.format(Locale.ROOT, "%.1f GiB available", free / (double) (1 << 20));
        return free >= LEAST_KIB
                ? new Finding.Ok("memory", found)
                : new Finding.Warn(
                        "memory", found, "grade fewer at a time (-j), or free 2 GiB or more");
    }
}
