"""Every call that gives a process more than it had, with harmless arguments."""
import ctypes
import os

from probe import attempt, conclude, syscall

SPACES = dict(mount=0x20000, cgroup=0x2000000, uts=0x4000000, ipc=0x8000000, user=0x10000000, pid=0x20000000, net=0x40000000, time=0x80)
AT_FDCWD = -100
KEY_SPEC_SESSION = -3


def own(name):
    return os.open("/proc/self/ns/" + name, os.O_RDONLY)


def clone_into(flag):
    """struct clone_args: flags, then ten more words; SIGCHLD as the exit signal."""
    words = (ctypes.c_uint64 * 11)(flag, 0, 0, 0, 17)
    pid = syscall("clone3", ctypes.byref(words), 88)
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True


for name, flag in SPACES.items():
    attempt("unshare " + name, syscall, "unshare", flag)
attempt("unshare user and mount", syscall, "unshare", SPACES["user"] | SPACES["mount"])
attempt("clone3 into a user namespace", clone_into, SPACES["user"])
for name in ("mnt", "net", "pid", "ipc", "uts", "user", "cgroup"):
    attempt("setns " + name, syscall, "setns", own(name), 0, also=("EINVAL",) if name == "user" else ())
attempt("mount tmpfs", syscall, "mount", b"none", b"/tmp", b"tmpfs", 0, None)
attempt("mount proc", syscall, "mount", b"none", b"/tmp", b"proc", 0, None)
attempt("bind mount", syscall, "mount", b"/", b"/tmp", None, 4096, None)
attempt("umount", syscall, "umount2", b"/proc/sys", 2)
attempt("open_tree", syscall, "open_tree", AT_FDCWD, b"/", 1)
attempt("fsopen", syscall, "fsopen", b"tmpfs", 0)
attempt("mount_setattr", syscall, "mount_setattr", AT_FDCWD, b"/", 0, ctypes.create_string_buffer(32), 32)
attempt("pivot_root", syscall, "pivot_root", b"/tmp", b"/tmp")
attempt("chroot", os.chroot, "/tmp")
attempt("swapon", syscall, "swapon", b"/nothing", 0)
attempt("acct", syscall, "acct", None)
attempt("sethostname", lambda: __import__("socket").sethostname("owned"))
attempt("reboot", syscall, "reboot", 0xFEE1DEAD, 0x28121969, 0, None)
attempt("kexec_load", syscall, "kexec_load", 0, 0, None, 0)
attempt("init_module", syscall, "init_module", b"", 0, b"")
attempt("finit_module", syscall, "finit_module", 0, b"", 0)
attempt("iopl", syscall, "iopl", 3)
attempt("settimeofday", syscall, "settimeofday", None, None)
attempt("kernel log", syscall, "syslog", 3, ctypes.create_string_buffer(64), 64)
attempt("add_key", syscall, "add_key", b"user", b"gradebox", b"x", 1, KEY_SPEC_SESSION)
attempt("request_key", syscall, "request_key", b"user", b"gradebox", None, KEY_SPEC_SESSION)
attempt("keyctl join session", syscall, "keyctl", 1, None)
attempt("keyctl read", syscall, "keyctl", 11, KEY_SPEC_SESSION, None, 0)
attempt("bpf", syscall, "bpf", 0, ctypes.create_string_buffer(128), 128)
attempt("perf_event_open", syscall, "perf_event_open", ctypes.create_string_buffer(b"\1\0\0\0\x70\0\0\0", 112), 0, -1, -1, 0)
attempt("userfaultfd", syscall, "userfaultfd", 0)
attempt("userfaultfd, user mode only", syscall, "userfaultfd", 1)
attempt("open_by_handle_at", syscall, "open_by_handle_at", AT_FDCWD, ctypes.create_string_buffer(b"\x08\0\0\0\1\0\0\0\2", 136), 0)
attempt("fanotify", syscall, "fanotify_init", 0, 0)
attempt("become root", os.setuid, 0)
attempt("become another's group", os.setgroups, [0])
# Where there is no user 0 to give it to, the kernel says that the number is none.
attempt("give a file away", os.chown, "/tmp", 0, 0, also=("EINVAL",))
attempt("set-user-id program", lambda: os.system("for p in su sudo pkexec; do $p -c id 2>&1 </dev/null | grep uid=0 && exit 0; done; exit 1") == 0)
conclude(__name__)
