"""Who is given no GPU must reach none: neither by a device, nor by the driver's library, nor by what it tells."""
import ctypes
import glob
import os
import stat

from probe import attempt, conclude

USUAL = {"null", "zero", "full", "random", "urandom", "tty", "console", "ptmx", "pts", "shm", "mqueue", "fd", "stdin", "stdout", "stderr", "core"}


def driver():
    for name in ("libcuda.so.1", "libnvidia-ml.so.1", "libamdhip64.so", "libze_loader.so.1"):
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        if name == "libcuda.so.1" and library.cuInit(0) == 0:
            return name
        if name != "libcuda.so.1":
            return name
    return False


def devices():
    found = []
    for folder, _, files in os.walk("/dev"):
        found += [os.path.join(folder, f) for f in files if f not in USUAL and not folder.startswith("/dev/pts")]
    return [f for f in found if stat.S_ISCHR(os.lstat(f).st_mode) or stat.S_ISBLK(os.lstat(f).st_mode)] or False


for path in ("/dev/nvidiactl", "/dev/nvidia0", "/dev/nvidia-uvm", "/dev/dri/renderD128", "/dev/kfd", "/dev/accel/accel0", "/dev/infiniband"):
    attempt(path, os.open, path, os.O_RDWR)
attempt("any other device", devices)
attempt("a driver's library", driver)
attempt("the driver's word", lambda: glob.glob("/proc/driver/nvidia/*") or False)
conclude(__name__)
