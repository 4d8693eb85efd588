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
OWN = ("work", "tmp", "given")  # what lies in a slot and goes with the program
TEMPORARY = ("/dev/shm", "/dev/mqueue", "/tmp", "/var/tmp")

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


def become(user):
    """Be a user with nothing but a number, for good: no group, no capability, and no way to one."""
    if user < LEAST_USER:
        raise ValueError("no user for a sandbox: %d" % user)
    prctl("ambient capabilities", PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(CAPABILITIES):
        if libc.prctl(PR_CAPBSET_DROP, ctypes.c_ulong(capability), 0, 0, 0) < 0:
            break  # the kernel knows no more of them; what it kept, the posture shows
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    header = struct.pack("=Ii", CAPABILITY_VERSION, 0)
    demand(libc.capset(header, bytes(24)), "capset")
    if os.getresuid() != (user,) * 3 or os.getresgid() != (user,) * 3 or os.getgroups():
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

    def __init__(self, limit, user):
        self.limit, self.user = limit, user
        self.exceeded = False
        self.most = 0
        self.kills = kernel_kills()

    def look(self):
        """Return whether too much is held now. Shared pages are counted once only if they have to be: that takes the kernel a while."""
        if self.limit:
            held = self.files() + sum(map(resident, descendants()))
            if held > self.limit:
                held = self.files() + self.proportional(descendants())
            self.most = max(self.most, held)
            self.exceeded = held > self.limit
        return self.exceeded

    def files(self):
        """Return what lies in shared memory and is the user's; what is mapped there, too, is counted twice."""
        return sum(found.st_blocks * 512 for found in map(os.lstat, entries("/dev/shm")) if found.st_uid == self.user)

    def proportional(self, pids):
        """Files may be looked at as the user only: this process, whom nobody in there can signal, takes the user's eyes for a moment."""
        libc.setfsgid(self.user)
        libc.setfsuid(self.user)
        try:
            return sum(map(own_share, pids))
        finally:
            libc.setfsuid(0)
            libc.setfsgid(0)

    def lost(self):
        """Say so if the kernel killed because the whole container was short of memory, and not by the sandbox's doing."""
        if self.limit and kernel_kills() != self.kills:
            if self.most > self.limit // 2:
                self.exceeded = True
            elif not self.exceeded:
                return "the container ran out of memory, of which the sandbox held %d MiB" % (self.most >> 20)
        return ""


def descendants():
    found = [os.getpid()]
    for pid in found:
        try:
            for task in os.listdir("/proc/%d/task" % pid):
                with open("/proc/%d/task/%s/children" % (pid, task)) as file:
                    found += map(int, file.read().split())
        except OSError:
            pass  # it is gone
    return found[1:]


def kilobytes(path, *names):
    """Sum lines of a file of /proc; None if it cannot be read."""
    try:
        with open(path) as file:
            lines = dict(line.split(":", 1) for line in file if ":" in line)
    except OSError:
        return None
    return sum(int(lines[name].split()[0]) for name in names if name in lines)


def resident(pid):
    return (kilobytes("/proc/%d/status" % pid, "RssAnon", "RssShmem") or 0) << 10


def own_share(pid):
    """A process that hides from its own user is counted as if it shared nothing."""
    share = kilobytes("/proc/%d/smaps_rollup" % pid, "Pss_Anon", "Pss_Shmem")
    return resident(pid) if share is None else share << 10


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
    prctl("parent's death", PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != order["parent"]:
        sys.exit(70)
    prctl("orphans", PR_SET_CHILD_SUBREAPER, 1)
    for name in ("work", "tmp"):
        os.mkdir(os.path.join(place, name), 0o700)
        os.chown(os.path.join(place, name), order["user"], order["user"])
    program = filter_program(order["filter"])
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
    memory = Memory(order["memory"], order["user"])
    code = wait(child, memory)
    lost = memory.lost()
    end(order, place)
    tell_status(place, {"failed": problem or lost} if problem or lost else {"ended": True, "code": code, "memory": memory.exceeded})


def wait(child, memory):
    """Bury the dead until the program is among them, somebody asks for its end, or it has taken too much. Returns its code as a shell has it; None if it did not end by itself."""
    while True:
        woken = signal.sigtimedwait({signal.SIGTERM, signal.SIGCHLD}, PERIOD)
        if woken is None and not memory.look():
            continue
        if woken is None or woken.si_signo == signal.SIGTERM:
            return None
        try:
            while True:
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
    """Kill all that the sandbox's user runs, at one stroke, and delete what it wrote."""
    user = order["user"]
    last = time.monotonic() + LAST_SECONDS
    while True:
        kill_all(user)
        bury()
        if not lives(user):
            break
        if time.monotonic() > last:
            sys.exit(75)
        time.sleep(0.005)
    clear(user, place)


def kill_all(user):
    """Let a process of that user signal all that it may: no fork is quick enough to be missed."""
    killer = os.fork()
    if killer == 0:
        try:
            become(user)
            os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)
    os.waitpid(killer, 0)


def bury():
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass


def lives(user):
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open("/proc/%s/status" % name) as file:
                    status = file.read()
            except OSError:
                continue
            if "\nUid:\t%d\t" % user in status and "\nState:\tZ" not in status and "\nState:\tX" not in status:
                return True
    return False


def clear(user, place):
    """Nothing of the user runs any more, so that no path can change under our hands."""
    paths = [os.path.join(os.fsencode(place), name.encode()) for name in OWN]
    for folder in TEMPORARY:
        paths += [entry for entry in entries(os.fsencode(folder)) if os.lstat(entry).st_uid == user]
    subprocess.run([b"rm", b"-rf", b"--one-file-system", b"--", *paths], check=True)


def entries(folder):
    return [entry.path for entry in os.scandir(folder)] if os.path.isdir(folder) else []


def main():
    mode, path = sys.argv[1], sys.argv[-1]
    if mode == "landlock":
        return print(landlock_version())
    with open(path) as file:
        order = json.load(file)
    if order["user"] < LEAST_USER:
        sys.exit("no user for a sandbox: %d" % order["user"])
    (stand_by if mode == "run" else end)(order, os.path.dirname(path))


main()
