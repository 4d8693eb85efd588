"""Anything but a pipe or nothing at all is a way out: a file, a folder, a socket of the host's."""
import os
import socket
import stat

from probe import attempt, conclude


def strange():
    found, looked = [], 0
    for name in os.listdir("/proc/self/fd"):
        try:
            mode = os.fstat(int(name)).st_mode
            target = os.readlink("/proc/self/fd/" + name)
        except OSError:
            continue
        looked += 1
        if not stat.S_ISFIFO(mode) and target not in ("/dev/null", "/dev/urandom") and not target.startswith("/proc/"):
            found.append((name, target))
    assert looked >= 4, looked
    return found or False


def upward():
    for fd in range(1024):
        try:
            return os.listdir(os.open("..", os.O_RDONLY | os.O_DIRECTORY, dir_fd=fd))
        except OSError:
            pass
    return False


def working_folder():
    """A container's engine once left a descriptor of the host's as the working folder (CVE-2024-21626)."""
    found = os.listdir("/proc/self/cwd/../../../../../../../..")
    return found if set(found) - set(os.listdir("/")) else False


def speak():
    for name in os.listdir("/proc/self/fd"):
        try:
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                return socket.socket(fileno=int(name)).getpeername()
        except OSError:
            pass
    return False


attempt("a descriptor that is no pipe", strange)
attempt("a folder above a descriptor", upward)
attempt("a folder above the working folder", working_folder)
attempt("a socket among them", speak)
conclude(__name__)
