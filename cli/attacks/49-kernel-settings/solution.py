"""Only opened, never written: where one opens for writing, the machine is lost."""
import glob
import os

from probe import attempt, conclude

PLACES = [
    "/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/modprobe", "/proc/sys/kernel/hostname",
    "/proc/sys/vm/overcommit_memory", "/proc/sys/vm/drop_caches", "/proc/sys/net/ipv4/ip_forward", "/proc/sys/fs/binfmt_misc/register",
    "/proc/sys/kernel/randomize_va_space", "/proc/sys/kernel/ns_last_pid", "/proc/irq/default_smp_affinity", "/proc/mtrr",
    "/proc/kcore", "/proc/kmsg", "/proc/1/oom_score_adj", "/proc/acpi/alarm", "/proc/scsi/scsi", "/proc/timer_list",
    "/sys/kernel/uevent_helper", "/sys/power/state", "/sys/kernel/mm/transparent_hugepage/enabled", "/sys/kernel/debug/sleep_time",
    "/sys/firmware/efi/efivars", "/dev/mem", "/dev/kmem", "/dev/kmsg", "/dev/port", "/dev/fuse", "/dev/kvm", "/dev/net/tun", "/dev/sda",
    "/dev/vda", "/dev/nvme0n1", "/dev/mapper/control", "/dev/loop-control", "/dev/vhost-vsock", "/dev/vsock", "/dev/tty0", "/dev/userfaultfd",
]
GROUPS = ["/sys/fs/cgroup/%s%s" % (kind, name) for kind in ("", "memory/", "pids/", "cpu/", "devices/", "cpuset/") for name in (
    "cgroup.procs", "tasks", "release_agent", "notify_on_release", "memory.limit_in_bytes", "memory.max", "pids.max", "devices.allow")]


def any_setting():
    found, looked = [], 0
    for folder, _, files in os.walk("/proc/sys"):
        for name in files:
            looked += 1
            if os.access(os.path.join(folder, name), os.W_OK):
                try:
                    os.close(os.open(os.path.join(folder, name), os.O_WRONLY))
                except OSError:
                    continue
                found.append(os.path.join(folder, name))
    assert looked > 200, looked
    return found or False


def any_of_sys():
    found = []
    for path in glob.glob("/sys/*/*/*") + glob.glob("/sys/kernel/**/*", recursive=True)[:3000]:
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:
            continue
        found.append(path)
    return found or False


def opened(path, mode):
    """Tell whether a place opens that is not covered by /dev/null."""
    fd = os.open(path, mode | os.O_NONBLOCK)
    covered = os.fstat(fd).st_rdev == os.makedev(1, 3)
    os.close(fd)
    return not covered and "it opens"


for path in PLACES:
    attempt(path, opened, path, os.O_WRONLY, also=("EISDIR", "EIO", "EINVAL"))
for path in GROUPS:
    attempt(path, opened, path, os.O_WRONLY)
attempt("read kernel memory", opened, "/proc/kcore", os.O_RDONLY)
attempt("read the kernel's log", opened, "/dev/kmsg", os.O_RDONLY)
attempt("a setting that opens", any_setting)
attempt("a place in /sys that opens", any_of_sys)
conclude(__name__)
