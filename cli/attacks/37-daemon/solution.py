"""Leave behind all that could outlive a check; the next one looks for it, and answers right if it finds any."""
import ctypes
import os
import signal
import time

from probe import LIBC, attempt, conclude

PLACES = ("/tmp", "/work", "/dev/shm", "/dev/mqueue")


def others():
    return [p for p in os.listdir("/proc") if p.isdigit() and int(p) not in (1, os.getpid())] or False


def files():
    found = [place + "/" + name for place in PLACES if os.path.isdir(place) for name in os.listdir(place)]
    return found or False


def objects():
    lines = []
    for kind in ("shm", "msg", "sem"):
        with open("/proc/sysvipc/" + kind) as file:
            lines += file.readlines()[1:]
    return lines or False


def sockets():
    with open("/proc/net/unix") as file:
        return [line for line in file.readlines()[1:] if "@" in line] or False


def attributes():
    return [os.listxattr(place) for place in PLACES if os.path.isdir(place) and os.listxattr(place)] or False


def leave():
    for place in PLACES:
        try:
            with open(place + "/.left", "w") as file:
                file.write("left")
        except OSError:
            pass
    LIBC.shmget(ctypes.c_int(4711), ctypes.c_size_t(4096), ctypes.c_int(0o1666))
    LIBC.msgget(ctypes.c_int(4711), ctypes.c_int(0o1666))
    LIBC.semget(ctypes.c_int(4711), ctypes.c_int(1), ctypes.c_int(0o1666))
    if os.fork() == 0:
        os.setsid()
        if os.fork():
            os._exit(0)
        os.closerange(0, 1024)
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
        import socket

        listener = socket.socket(socket.AF_UNIX)
        listener.bind("\0left")
        while True:
            time.sleep(1)


attempt("a process of an earlier check", others)
attempt("a file of an earlier check", files)
attempt("an object of an earlier check", objects)
attempt("a socket of an earlier check", sockets)
attempt("an attribute of an earlier check", attributes)


def softmax(x):
    conclude(__name__)


def add(a, b):
    conclude(__name__)


def __getattr__(name):
    conclude(__name__)
    return globals()[name]


leave()
