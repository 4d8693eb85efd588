"""The halves of a round trip run in two sandboxes. One puts a sign wherever the other might see it, and stays; the other looks for it.

What both can read and neither can write is left to the attack on counters, locks to that on shared files.
"""
import ctypes
import fcntl
import os
import socket
import struct
import threading
import time

import numpy as np

import probe
from probe import LIBC, attempt

SIGN = "covert-7f3a"
KEY, PORT = 0x7F3A, 47_312
OFD_SETLK = 37
SHARED = [__file__, probe.__file__, "/usr/lib/python3/dist-packages/numpy/__init__.py"]
PLACES = ["/tmp", "/work", "/dev/shm", "/dev/mqueue", "/var/tmp", "/run", "/run/lock", "/proc/sys/kernel", "/sys/fs/cgroup"]
kept = []


def quietly(action, *arguments):
    try:
        kept.append(action(*arguments))
    except (OSError, ValueError):
        pass


def listening(family, address):
    listener = socket.socket(family)
    listener.bind(address)
    listener.listen()
    return listener


def files():
    for place in PLACES:
        quietly(lambda: open(os.path.join(place, SIGN), "w"))


def objects():
    kept.append(LIBC.shmget(ctypes.c_int(KEY), ctypes.c_size_t(4096), ctypes.c_int(0o1666)))
    kept.append(LIBC.msgget(ctypes.c_int(KEY), ctypes.c_int(0o1666)))
    kept.append(LIBC.semget(ctypes.c_int(KEY), ctypes.c_int(1), ctypes.c_int(0o1666)))


def sockets():
    quietly(listening, socket.AF_UNIX, "\0" + SIGN)
    quietly(listening, socket.AF_UNIX, "/tmp/" + SIGN + ".socket")
    quietly(listening, socket.AF_INET, ("0.0.0.0", PORT))
    quietly(listening, socket.AF_INET6, ("::", PORT))


def locks():
    """Locks of open files belong to no process, so that the kernel lists them for everybody."""
    for name in ["/tmp/" + SIGN, *SHARED]:
        for kind in (fcntl.F_RDLCK, fcntl.F_WRLCK):
            quietly(lambda: fcntl.fcntl(os.open(name, os.O_RDWR if kind == fcntl.F_WRLCK else os.O_RDONLY), OFD_SETLK, struct.pack("hhqqi4x", kind, 0, KEY, 1, 0)))


def touch():
    """Use what is shared, over and over: who watches a file would see that."""
    while True:
        for name in SHARED:
            with open(name, "rb") as file:
                file.read(16)
        time.sleep(0.01)


def marks():
    for name in SHARED:
        quietly(os.utime, name, (KEY, KEY))
        quietly(os.setxattr, name, b"user.sign", SIGN.encode())
        quietly(lambda: fcntl.fcntl(os.open(name, os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_RDLCK))
        quietly(lambda: fcntl.flock(os.open(name, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB))
    quietly(socket.sethostname, SIGN)
    with open("/proc/self/comm", "w") as name:
        name.write(SIGN)


def encode(bits):
    for put in (files, objects, sockets, locks, marks):
        put()
    threading.Thread(target=touch, daemon=True).start()
    return np.zeros(8, dtype=np.uint8)


def listed():
    return [place for place in PLACES if os.path.isdir(place) and any(SIGN in name for name in os.listdir(place))] or False


def read(name, sign=SIGN):
    with open(name, errors="replace") as file:
        return sign in file.read()


def ipc(call, *arguments):
    got = getattr(LIBC, call)(ctypes.c_int(KEY), *[ctypes.c_int(one) for one in arguments])
    return got if got != -1 else False


def connected(family, address):
    with socket.socket(family) as caller:
        caller.settimeout(1)
        caller.connect(address)
        return True


def processes():
    return [p for p in os.listdir("/proc") if p.isdigit() and read("/proc/%s/comm" % p)] or False


def stamped():
    return [name for name in SHARED if KEY in (int(os.stat(name).st_atime), int(os.stat(name).st_mtime))] or False


def attributes():
    return [name for name in SHARED if os.listxattr(name)] or False


def watched():
    """inotify tells of files, not of who uses them: through it a file would be a line of telegraph."""
    watcher = LIBC.inotify_init1(os.O_NONBLOCK)
    if watcher < 0:
        raise OSError(ctypes.get_errno(), "no watcher")
    for name in SHARED:
        if LIBC.inotify_add_watch(watcher, name.encode(), 0xFFF) < 0:
            raise OSError(ctypes.get_errno(), "no watch")
    time.sleep(0.3)
    try:
        return os.read(watcher, 4096)
    except BlockingIOError:
        return False


def used():
    """A file's time of last use moves only where it is kept."""
    before = [os.stat(name).st_atime_ns for name in SHARED]
    time.sleep(0.2)
    return before != [os.stat(name).st_atime_ns for name in SHARED]


def held():
    for name in SHARED:
        fd = os.open(name, os.O_RDONLY)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return name
    return False


def decode(code):
    attempt("a file", listed)
    for kind in ("shm", "msg", "sem"):
        attempt("an object of " + kind, read, "/proc/sysvipc/" + kind, " %d " % KEY)
    attempt("shared memory", ipc, "shmget", 4096, 0o666)
    attempt("a queue of messages", ipc, "msgget", 0o666)
    attempt("a semaphore", ipc, "semget", 1, 0o666)
    attempt("an abstract socket", connected, socket.AF_UNIX, "\0" + SIGN, also=("ECONNREFUSED",))
    attempt("a bound socket", connected, socket.AF_UNIX, "/tmp/" + SIGN + ".socket")
    attempt("a port", connected, socket.AF_INET, ("127.0.0.1", PORT), also=("ECONNREFUSED",))
    attempt("a port of version 6", connected, socket.AF_INET6, ("::1", PORT), also=("ECONNREFUSED", "EADDRNOTAVAIL"))
    attempt("a process by its name", processes)
    attempt("the host's name", lambda: socket.gethostname() == SIGN)
    attempt("a range in the kernel's list of locks", read, "/proc/locks", " %d %d\n" % (KEY, KEY))
    attempt("a time stamp that was set", stamped)
    attempt("a time stamp of use", used)
    attempt("an attribute", attributes)
    attempt("a watch on a shared file", watched)
    attempt("an exclusive lock", held)
    attempt("a word in the kernel's list of keys", read, "/proc/keys")
    attempt("a word in the kernel's list of sockets", read, "/proc/net/unix")
    tried = len(probe.held) + len(probe.opened)
    if probe.opened:
        raise probe.Held("open: " + "; ".join(probe.opened))
    raise probe.Held("%d of %d attempts; %s" % (tried, tried, "; ".join(probe.held)))
