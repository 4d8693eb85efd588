"""Shut a program away where nobody grants name spaces: a user of its own, no privileges, limits, Landlock, a filter of system calls.

    python3 -I -S -B -c THIS run ORDER    stand by a program from its start to its end, as root, and clear away what it leaves
    python3 -I -S -B -c THIS end ORDER    do the second half only, for one whose stand-by is gone
    python3 -I -S -B -c THIS landlock     print the kernel's version of Landlock; less than 1 where there is none

ORDER is a JSON file in a folder of the sandbox's own, its slot; all that is made for the program lies there. A program's descendants are all this process's to
wait for, wherever they hide: once the kernel knows of none, nothing is left. None of them can signal it, for it is another user's.
"""

import ctypes
import json
import os
import resource
import signal
import struct
import subprocess
import sys
import time

LEAST_USER = 20000  # never root, never a person or a service
LAST_SECONDS = 8
PERIOD = 0.02
AT_ONCE = 200  # ends of children that are taken, and paths that are deleted, before anything else is looked at
OWN = ("work", "tmp", "given")  # what lies in a slot and goes with the program
TEMPORARY = ("/dev/shm", "/dev/mqueue", "/tmp", "/var/tmp", "/run/lock", "/var/lock")

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER = 1, 22, 24, 36
PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4
MODE_FILTER = 2
CAPABILITIES = 64
CAPABILITY_VERSION = 0x20080522

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
OF_FOLDERS = 0x1FF0  # remove and make folders, files, sockets, links, devices
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
NET, SCOPES = 3, 3
RIGHTS = {"r": READ_FILE | READ_DIR, "x": EXECUTE, "w": WRITE_FILE | TRUNCATE | REFER | OF_FOLDERS, "d": IOCTL_DEV}

libc = ctypes.CDLL(None, use_errno=True)


def demand(value, what):
    if value < 0:
        problem = ctypes.get_errno()
        raise OSError(problem, "%s: %s" % (what, os.strerror(problem)))
    return value


def prctl(what, number, *more):
    arguments = [ctypes.c_ulong(value) for value in (*more, 0, 0, 0, 0)[:4]]
    return demand(libc.prctl(number, *arguments), what)


def call(what, number, *arguments):
    return demand(libc.syscall(ctypes.c_long(number), *arguments), what)


# --------------------------------------------------------------------------------------------------------------- Landlock


def landlock_version():
    """Return the kernel's version of Landlock; less than 1 where there is none."""
    return libc.syscall(ctypes.c_long(CREATE_RULESET), None, ctypes.c_size_t(0), ctypes.c_uint(1))


def handled(version):
    rights = EXECUTE | WRITE_FILE | READ_FILE | READ_DIR | OF_FOLDERS
    for least, right in ((2, REFER), (3, TRUNCATE), (5, IOCTL_DEV)):
        rights |= right if version >= least else 0
    return rights


def landlock(rules):
    """Leave of the file system what the rules name: pairs of a path and letters of RIGHTS. No TCP, no socket or signal to anybody else, where the kernel knows how."""
    version = demand(landlock_version(), "Landlock")
    known = handled(version)
    fields = [known] + [NET] * (version >= 4) + [SCOPES] * (version >= 6)
    packed = struct.pack("=%dQ" % len(fields), *fields)
    ruleset = call("landlock_create_ruleset", CREATE_RULESET, packed, ctypes.c_size_t(len(packed)), ctypes.c_uint(0))
    for path, letters in rules:
        allow(ruleset, path, sum(RIGHTS[letter] for letter in letters) & known)
    call("landlock_restrict_self", RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint(0))
    os.close(ruleset)


def allow(ruleset, path, rights):
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not os.path.isdir(path):
        rights &= OF_FILES
    rule = struct.pack("=Qi", rights, fd)
    call("landlock_add_rule", ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(1), rule, ctypes.c_uint(0))
    os.close(fd)


# ------------------------------------------------------------------------------------------------------------- the program


def enter(order, program, keep):
    """Become the program. Everything of this process that it could use is given up on the way."""
    os.setsid()
    for door in order["doors"]:
        with open(door, "w") as file:
            file.write(str(os.getpid()))
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write(str(order["oom"]))
    for name, value in order["limits"].items():
        limit(getattr(resource, "RLIMIT_" + name.upper()), value)
    prctl("no new privileges", PR_SET_NO_NEW_PRIVS, 1)
    if order["rules"]:
        landlock(order["rules"])
    become(order["user"])
    prctl("parent's death", PR_SET_PDEATHSIG, signal.SIGKILL)
    os.umask(0o022)
    os.chdir(order["folder"])
    os.closerange(3, keep)
    os.closerange(keep + 1, 1 << 16)
    for number in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)  # Python ignores them, and a program would inherit that
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    prctl("system call filter", PR_SET_SECCOMP, MODE_FILTER, ctypes.addressof(program))
    os.execvpe(order["argv"][0], order["argv"], order["environment"])


def limit(which, value):
    hard = resource.getrlimit(which)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def become(user, others=None):
    """Be a user with nothing but a number, for good: no group, no capability, and no way to one. Whoever is another user to all others cannot be signalled by them."""
    others = others or user
    if min(user, others) < LEAST_USER:
        raise ValueError("no user for a sandbox: %d" % min(user, others))
    prctl("ambient capabilities", PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(CAPABILITIES):
        if libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) < 0:
            break  # the kernel knows no more of them; what it kept, the posture shows
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(others, user, others)
    header = struct.pack("=Ii", CAPABILITY_VERSION, 0)
    demand(libc.capset(header, bytes(24)), "capset")
    if os.getresuid() != (others, user, others) or os.getresgid() != (user,) * 3 or os.getgroups():
        raise PermissionError("this process could not become user %d" % user)


class Program(ctypes.Structure):
    """The kernel's struct sock_fprog."""

    _fields_ = [("count", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


def filter_program(path):
    with open(path, "rb") as file:
        code = file.read()
    held = ctypes.create_string_buffer(code, len(code))
    program = Program(len(code) // 8, ctypes.addressof(held))
    program.held = held  # else it would be gone
    return program


# ---------------------------------------------------------------------------------------------------------------- memory


class Memory:
    """Bound what all processes hold together, where no control group of ours does. What they take between two looks is not seen."""

    def __init__(self, order):
        self.limit, self.promised, self.user = order["memory"], order["promised"], order["user"]
        self.parent = order["parent"]
        self.most = 0
        self.shared = shared_bytes()
        self.kills = kernel_kills()

    def look(self):
        """Return whether too much is held now. Pages are divided among those that share them only if they have to be: that takes the kernel a while."""
        if not self.limit:
            return False
        pids = descendants()
        files = max(0, shared_bytes() - self.shared)
        held = held_by(map(resident, pids), files)
        if held > self.limit:
            held = held_by(self.shares(pids), files)
        self.most = max(self.most, held)
        return held > self.limit

    def shares(self, pids):
        """Files may be looked at as the user only: this process, whom nobody in there can signal, takes the user's eyes for a moment."""
        libc.setfsgid(self.user)
        libc.setfsuid(self.user)
        try:
            return list(map(own_share, pids))
        finally:
            libc.setfsuid(0)
            libc.setfsgid(0)
            follow(self.parent)  # the kernel forgets that with every such change

    def verdict(self):
        """Return whether the sandbox had too much, and why nothing can be said of it, if so."""
        if self.limit and self.most > self.limit:
            if self.limit < self.promised:
                words = "this container has %d MiB for a sandbox, and the assignment promises %d: give the container more memory"
                return False, words % (self.limit >> 20, self.promised >> 20)
            return True, ""
        if self.limit and kernel_kills() != self.kills:
            if self.most > self.limit // 2 and self.limit == self.promised:
                return True, ""
            return False, "the container ran out of memory, of which the sandbox held %d MiB" % (self.most >> 20)
        return False, ""


def held_by(pairs, files):
    """Add up pairs of a process's own memory, and what of the shared it has mapped. What lies in files in memory is there whoever has mapped it."""
    anonymous, mapped = 0, 0
    for own, shared in pairs:
        anonymous += own
        mapped += shared
    return anonymous + max(mapped, files)


def descendants():
    found = [os.getpid()]
    for pid in found:
        try:
            for task in os.listdir("/proc/%d/task" % pid):
                with open("/proc/%d/task/%s/children" % (pid, task), "rb") as file:
                    found += map(int, file.read().split())
        except OSError:
            pass  # it is gone
    return found[1:]


def kilobytes(path, *names):
    """Return lines of a file of /proc, in bytes of memory; None if it cannot be read. A process's name, which stands there too, may be any bytes."""
    try:
        with open(path, "rb") as file:
            lines = dict(line.split(b":", 1) for line in file if b":" in line)
    except OSError:
        return None
    return tuple(int(lines[name].split()[0]) << 10 if name in lines else 0 for name in names)


def resident(pid):
    return kilobytes("/proc/%d/status" % pid, b"RssAnon", b"RssShmem") or (0, 0)


def own_share(pid):
    """A process that hides from its own user is counted as if it shared nothing."""
    return kilobytes("/proc/%d/smaps_rollup" % pid, b"Pss_Anon", b"Pss_Shmem") or resident(pid)


def shared_bytes():
    """Return what lies in files in memory, in this container or, where that is not told, in its /dev/shm."""
    for path in ("/sys/fs/cgroup/memory.stat", "/sys/fs/cgroup/memory/memory.stat"):
        try:
            with open(path) as file:
                for line in file:
                    if line.startswith("shmem "):
                        return int(line.split()[1])
        except OSError:
            pass  # the other version of control groups, or none
    try:
        found = os.statvfs("/dev/shm")
    except OSError:
        return 0
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def kernel_kills():
    """Return the kernel's own count of processes of this container that it killed for want of memory."""
    for path in ("/sys/fs/cgroup/memory.events", "/sys/fs/cgroup/memory/memory.oom_control"):
        try:
            with open(path) as file:
                return [line for line in file if line.startswith("oom_kill ")]
        except OSError:
            pass  # the other version of control groups, or none
    return []


# ----------------------------------------------------------------------------------------------------------- the stand-by


def stand_by(order, place):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM, signal.SIGCHLD])
    follow(order["parent"])
    prctl("orphans", PR_SET_CHILD_SUBREAPER, 1)
    arrange(order["user"], place)
    program = filter_program(order["filter"])
    memory = Memory(order)
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            enter(order, program, tell)
        except BaseException as problem:
            os.write(tell, ("%s: %s" % (type(problem).__name__, problem)).encode()[:1000])
        finally:
            os._exit(70)
    os.close(tell)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    with open(told, "rb") as file:
        problem = file.read().decode(errors="replace")
    code = None
    try:
        code = wait(child, memory)
        too_much, lost = memory.verdict()
    except Exception as broken:  # whatever it is, nothing may be left
        too_much, lost = False, "the stand-by failed: %r" % broken
    failed = problem or lost
    status = {"failed": failed} if failed else {"code": code, "memory": too_much}
    tell_status(place, status)  # before the end is to be seen: whoever sees it asks why
    kill_user(order)
    clear(order["user"], place)
    tell_status(place, dict(status, cleared=True))


def follow(parent):
    """Be told of the end of whoever wants this sandbox; if that has come already, there is nothing to do."""
    prctl("parent's death", PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def arrange(user, place):
    """Make the slot the user's to pass, and no other's: not even names of what lies there can be tried."""
    for name in ("work", "tmp"):
        os.mkdir(os.path.join(place, name), 0o700)
        os.chown(os.path.join(place, name), user, user)
    for path, mode in ((os.path.join(place, "given"), 0o750), (place, 0o710)):
        os.chown(path, 0, user)
        os.chmod(path, mode)


def wait(child, memory):
    """Bury the dead until the program is among them, somebody asks for its end, or it has taken too much. Returns its code as a shell has it; None if it did not end by itself."""
    look = time.monotonic()
    while True:
        woken = signal.sigtimedwait({signal.SIGTERM, signal.SIGCHLD}, PERIOD)
        if woken and woken.si_signo == signal.SIGTERM or os.getppid() != memory.parent:
            return None
        if time.monotonic() >= look:  # however many children end, and wake us
            if memory.look():
                return None
            look = time.monotonic() + PERIOD
        try:
            for _ in range(AT_ONCE):
                pid, how = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    break
                if pid == child:
                    code = os.waitstatus_to_exitcode(how)
                    return code if code >= 0 else 128 - code
        except ChildProcessError:
            return None


def tell_status(place, status):
    path = os.path.join(place, "status")
    with open(path + ".new", "w") as file:
        json.dump(status, file)
    os.rename(path + ".new", path)


def end(order, place):
    """Do what is left to do for an order whose stand-by is gone."""
    kill_user(order)
    clear(order["user"], place)


def kill_user(order):
    """Kill all that the sandbox's user runs."""
    last = time.monotonic() + LAST_SECONDS
    while True:
        kill_at_a_stroke(order)
        buried = bury()
        left = living(order["user"])
        if buried and not left:
            return
        if time.monotonic() > last:
            sys.exit(75)
        for pid in left:
            kill(pid)
        time.sleep(0.005)


def kill_at_a_stroke(order):
    """Let a process signal all that the user runs: no fork is quick enough to be missed. It has a user of its own but for this one right, so that nothing in there can signal it."""
    try:
        killer = os.fork()
    except OSError:
        return  # no process is to be had: they are killed by number then, until one is
    if killer == 0:
        try:
            become(order["user"], order["spare"])
            os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)
    last = time.monotonic() + 1
    while not os.waitpid(killer, os.WNOHANG)[0]:
        if time.monotonic() > last:
            kill(killer)
        time.sleep(0.001)


def bury():
    """Take leave of the dead. Returns whether there was none left to wait for: whoever is not buried counts as one of the user's processes, for the next sandbox too."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
        return False
    except ChildProcessError:
        return True


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def living(user):
    """Return the processes of a user that still do something."""
    found = []
    word = b"\nUid:\t%d\t" % user
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open("/proc/%s/status" % name, "rb") as file:
                    status = file.read()
            except OSError:
                continue
            if word in status and b"\nState:\tZ" not in status and b"\nState:\tX" not in status:
                found.append(int(name))
    return found


def clear(user, place):
    """Nothing of the user runs any more, so that no path can change under our hands."""
    paths = [os.path.join(os.fsencode(place), name.encode()) for name in OWN]
    for folder in TEMPORARY:
        paths += owned(os.fsencode(folder), user)
    broken = 0
    for start in range(0, len(paths), AT_ONCE):
        words = [b"rm", b"-rf", b"--one-file-system", b"--", *paths[start : start + AT_ONCE]]
        broken |= subprocess.run(words).returncode
    if broken:
        sys.exit(75)


def owned(folder, user):
    """Return what lies in a folder and is a user's; what goes meanwhile was another's."""
    found = []
    for path in [entry.path for entry in os.scandir(folder)] if os.path.isdir(folder) else []:
        try:
            if os.lstat(path).st_uid == user:
                found.append(path)
        except OSError:
            pass
    return found


def main():
    mode, path = sys.argv[1], sys.argv[-1]
    if mode == "landlock":
        return print(landlock_version())
    with open(path) as file:
        order = json.load(file)
    if min(order["user"], order["spare"]) < LEAST_USER:
        sys.exit("no user for a sandbox: %d" % order["user"])
    (stand_by if mode == "run" else end)(order, os.path.dirname(path))


main()
