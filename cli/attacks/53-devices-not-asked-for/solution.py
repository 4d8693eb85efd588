"""Who is given no GPU must reach none: neither by a device, nor by the driver's library, nor by what it tells."""
import ctypes
import glob
import os
import stat

from probe import attempt, conclude

USUAL = {"null", "zero", "full", "random", "urandom", "tty", "console", "ptmx", "pts", "shm", "mqueue", "fd", "stdin", "stdout", "stderr", "core"}


def driver():
    try:
        library = ctypes.CDLL("libcuda.so.1")
    except OSError:
        return False
    count = ctypes.c_int()
    return library.cuInit(0) == 0 and library.cuDeviceGetCount(ctypes.byref(count)) == 0 and count.value > 0


def devices():
    found = []
    for folder, _, files in os.walk("/dev"):
        found += [os.path.join(folder, f) for f in files if f not in USUAL and not folder.startswith("/dev/pts")]
    return [f for f in found if stat.S_ISCHR(os.lstat(f).st_mode) or stat.S_ISBLK(os.lstat(f).st_mode)] or False


for path in ("/dev/nvidiactl", "/dev/nvidia0", "/dev/nvidia-uvm", "/dev/dri/renderD128", "/dev/kfd", "/dev/accel/accel0", "/dev/infiniband"):
    attempt(path, os.open, path, os.O_RDWR)
attempt("any other device", devices)
attempt("a device of the driver's", driver)
attempt("the driver's word", lambda: glob.glob("/proc/driver/nvidia/*") or False)
conclude(__name__)
