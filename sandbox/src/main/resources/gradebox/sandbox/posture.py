"""Say what this sandbox is really like, a line a trait: its name, a tab, what was found. Runs before any student code."""

import ctypes
import fcntl
import os
import re
import socket
import stat
import struct

USUAL = {(1, 3), (1, 5), (1, 7), (1, 8), (1, 9), (5, 0), (5, 1), (5, 2)}  # null zero full random urandom tty console ptmx
TERMINALS = range(136, 144)
PLACES = "/ /dev /etc /home /media /mnt /opt /proc /run /run/lock /srv /sys /sys/fs/cgroup /tmp /usr /var /var/tmp".split()
MOST_FOLDERS = 4000
# Everybody's by design: what is written there asks the kernel to tell of pressure, and is kept for as long as the file is open.
ASKED_BY_WRITING = "/proc/pressure"
IO_URING_SETUP, ENOSYS = 425, 38
SIOCGIFFLAGS, UP = 0x8913, 1


def status(*names):
    with open("/proc/self/status") as file:
        lines = dict(line.rstrip("\n").split(":", 1) for line in file)
    return [lines.get(name, "?").split() for name in names]


def capabilities():
    names = "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"
    held = [name + " " + "".join(value) for name, value in zip(names, status(*names)) if int("".join(value), 16)]
    return ", ".join(held) or "none"


def no_new_privileges():
    return "yes" if status("NoNewPrivs") == [["1"]] else "no"


def system_calls():
    """Our filter is known by its answers: there is no io_uring, and AF_VSOCK is not permitted."""
    if status("Seccomp") != [["2"]]:
        return "not filtered"
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall(ctypes.c_long(IO_URING_SETUP), ctypes.c_long(0), ctypes.c_long(0))
    if ctypes.get_errno() != ENOSYS:
        return "another filter: io_uring is there"
    try:
        socket.socket(40, socket.SOCK_STREAM).close()
    except PermissionError:
        return "our filter"
    except OSError:
        pass
    return "another filter: vsock is there"


def user():
    users, groups, others = status("Uid", "Gid", "Groups")
    one = users[0] if len(set(users)) == 1 else "/".join(users)
    group = groups[0] if len(set(groups)) == 1 else "/".join(groups)
    others = sorted(set(others) - {group})
    return one + ":" + group + (" and groups " + " ".join(others) if others else "")


def mounts():
    with open("/proc/self/mountinfo") as file:
        return [re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), line.split(" ")[4]) for line in file]


def writable(place):
    try:
        mode = os.stat(place).st_mode
    except OSError:
        return False
    if stat.S_ISCHR(mode):
        return False  # a mask over a file of /proc
    return takes_file(place) if stat.S_ISDIR(mode) else opens(place)


def opens(path):
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))
        return True
    except OSError:
        return False


def takes_file(folder):
    path = os.path.join(folder, "gradebox-posture")
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        return False
    os.unlink(path)
    return True


def is_read_only(place):
    return bool(os.statvfs(place).f_flag & os.ST_RDONLY)


def inside(places):
    """Find what can be written within places that cannot; a mount that is read-only is so everywhere."""
    found, left, beginnings = set(), MOST_FOLDERS, set(places)
    for beginning in sorted(beginnings, key=lambda place: (place == "/", place)):
        try:
            folders = [] if is_read_only(beginning) or not stat.S_ISDIR(os.stat(beginning).st_mode) else [beginning]
        except OSError:
            continue
        while folders and left:
            left -= 1
            for path, is_folder in entries(folders.pop(0)):
                if path in beginnings or path == ASKED_BY_WRITING:
                    continue
                if os.access(path, os.W_OK) and (takes_file(path) if is_folder else opens(path)):
                    found.add(path)
                elif is_folder:
                    folders.append(path)
        if folders and beginning not in ("/", "/sys"):  # a machine's own, of which a sandbox without a root of its own sees all
            raise RuntimeError("more than %d folders can be entered" % MOST_FOLDERS)
    return found


def entries(folder):
    try:
        with os.scandir(folder) as all_entries:
            return sorted(
                (entry.path, entry.is_dir(follow_symlinks=False))
                for entry in all_entries
                if (entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False))
                and not (folder == "/proc" and entry.name.isdigit())  # a process may always write of itself
            )
    except OSError:
        return []


def called(place):
    """A sandbox that sees the machine's own folders has these two in other places."""
    return {os.getcwd(): "/work", os.environ.get("TMPDIR"): "/tmp"}.get(place, place)


def writables():
    places = {*PLACES, *mounts(), *own()}
    found = {place for place in places if writable(place)}
    return " ".join(sorted(map(called, found | inside(places - found)))) or "nothing"


def own():
    return {os.getcwd(), os.environ.get("TMPDIR", "/tmp")}


def listed(folder):
    try:
        return bool(os.listdir(folder))
    except PermissionError:
        return False


def root():
    return "read-only" if is_read_only("/") else "not read-only"


def interfaces():
    """Those that are up: a kernel may put tunnels that are down, and stay so, into every network."""
    found = []
    try:
        asking = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    except PermissionError:
        return "no socket can be made"
    with asking:
        for _, name in socket.if_nameindex():
            answer = fcntl.ioctl(asking, SIOCGIFFLAGS, struct.pack("16sh14x", name.encode(), 0))
            if struct.unpack("16sh14x", answer)[1] & UP:
                found.append(name)
    return " ".join(sorted(found)) or "none"


def environment():
    with open("/proc/self/environ", "rb") as file:
        return " ".join(sorted(one.split(b"=")[0].decode("ascii", "replace") for one in file.read().split(b"\0") if one))


def guessed():
    """Where nothing can be listed, open what GPUs are called."""
    names = ["nvidiactl", "nvidia-uvm", "nvidia-uvm-tools", "nvidia-modeset", *("nvidia%d" % i for i in range(32))]
    names += ["dri/card%d" % i for i in range(32)] + ["dri/renderD%d" % i for i in range(128, 160)]
    return [path for path in map("/dev/".__add__, names) if opens(path)]


def devices():
    if not listed("/dev"):
        return guessed()
    found = []
    for folder, _, names in os.walk("/dev"):
        for path in (os.path.join(folder, name) for name in names):
            node = os.lstat(path)
            number = os.major(node.st_rdev), os.minor(node.st_rdev)
            if stat.S_ISBLK(node.st_mode) or stat.S_ISCHR(node.st_mode) and number not in USUAL and number[0] not in TERMINALS:
                found.append(path)
    return sorted(found)


def is_gpu(path):
    return path.startswith(("/dev/nvidia", "/dev/dri/"))


def processes():
    try:
        os.listdir("/proc")
    except PermissionError:
        return "not to be seen"
    return " ".join(str(pid) for pid in sorted(int(name) for name in os.listdir("/proc") if name.isdigit()))


def tell(trait, found):
    try:
        text = found()
    except Exception as problem:
        text = "unknown: " + repr(problem)
    print(trait, text.replace("\t", " ").replace("\n", " ")[:1000], sep="\t")


tell("capabilities", capabilities)
tell("no new privileges", no_new_privileges)
tell("system calls", system_calls)
tell("user", user)
tell("writable", writables)
tell("root", root)
tell("interfaces", interfaces)
tell("environment", environment)
tell("devices", lambda: " ".join(path for path in devices() if not is_gpu(path)) or "the usual")
tell("gpus", lambda: " ".join(filter(is_gpu, devices())) or "none")
tell("processes", processes)
