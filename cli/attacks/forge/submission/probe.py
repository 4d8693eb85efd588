"""Try what a sandbox must not allow, and let what came of it be seen.

What is denied is noted. At the end the submission's module either raises Held, which names every attempt and so shows
that each was made; or, where one succeeded, it answers with the right solution, so that a hole earns points.
"""

import ctypes
import errno
import os
import sys

LIBC = ctypes.CDLL(None, use_errno=True)

# Numbers of system calls that Python has no function for, by machine.
_X86 = dict(
    ptrace=101, personality=135, pivot_root=155, mount=165, umount2=166, swapon=167, reboot=169, init_module=175, iopl=172,
    add_key=248, request_key=249, keyctl=250, unshare=272, move_pages=279, perf_event_open=298, name_to_handle_at=303,
    open_by_handle_at=304, setns=308, process_vm_readv=310, process_vm_writev=311, kcmp=312, finit_module=313, bpf=321,
    userfaultfd=323, io_uring_setup=425, open_tree=428, move_mount=429, fsopen=430, fsmount=432, pidfd_open=434, clone3=435,
    pidfd_getfd=438, mount_setattr=442, kexec_load=246, acct=163, settimeofday=164, quotactl=179, lookup_dcookie=212, chroot=161,
    process_madvise=440, syslog=103, vhangup=153, fanotify_init=300, landlock_create_ruleset=444, memfd_secret=447,
)
_ARM = dict(
    ptrace=117, personality=92, pivot_root=41, mount=40, umount2=39, swapon=224, reboot=142, init_module=105,
    add_key=217, request_key=218, keyctl=219, unshare=97, move_pages=239, perf_event_open=241, name_to_handle_at=264,
    open_by_handle_at=265, setns=268, process_vm_readv=270, process_vm_writev=271, kcmp=272, finit_module=273, bpf=280,
    userfaultfd=282, io_uring_setup=425, open_tree=428, move_mount=429, fsopen=430, fsmount=432, pidfd_open=434, clone3=435,
    pidfd_getfd=438, mount_setattr=442, kexec_load=104, acct=89, settimeofday=170, quotactl=60, lookup_dcookie=18, chroot=51,
    process_madvise=440, syslog=116, vhangup=58, fanotify_init=262, landlock_create_ruleset=444, memfd_secret=447,
)
NUMBERS = {"x86_64": _X86, "aarch64": _ARM}.get(os.uname().machine, {})

# What a denial looks like. Anything else, a wrong argument included, tells that an attempt went further than it should.
DENIED = {
    getattr(errno, name)
    for name in "EPERM EACCES ENOSYS EROFS ENOENT ENOTDIR ENXIO ENODEV EAFNOSUPPORT EPROTONOSUPPORT ENETUNREACH ENETDOWN".split()
}

held, opened = [], []


class Held(Exception):
    """Everything was denied."""


class Open(Exception):
    """Something was not."""


def syscall(name, *arguments):
    """Make a system call; raises OSError as Python's own functions do."""
    if name not in NUMBERS:
        raise OSError(errno.ENOSYS, "no such call on this machine")
    words = [a if isinstance(a, (bytes, ctypes.Array, type(None))) or hasattr(a, "_obj") else ctypes.c_long(a) for a in arguments]
    result = LIBC.syscall(ctypes.c_long(NUMBERS[name]), *words)
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def attempt(name, action, *arguments, also=()):
    """Make an attempt. It is denied if it raises one of the errors of a denial, or returns False."""
    try:
        result = action(*arguments)
    except OSError as error:
        known = error.errno in DENIED or errno.errorcode.get(error.errno) in also
        note(known, name, errno.errorcode.get(error.errno, str(error)))
    except BaseException as error:
        note(type(error).__name__ in also, name, repr(error))
    else:
        note(result is False, name, "nothing there" if result is False else repr(result))


def note(denied, name, what):
    (held if denied else opened).append("%s: %s" % (name, what[:100]))


def conclude(module):
    """End the submission's import: raise, or become the right solution, whose add() tells what was open."""
    tried = len(held) + len(opened)
    if not opened:
        raise Held("%d of %d attempts; %s" % (tried, tried, "; ".join(held)))
    import right

    names = sys.modules[module].__dict__
    names.update({name: thing for name, thing in vars(right).items() if not name.startswith("_")})

    def add(a, b):
        raise Open("; ".join(opened))

    names["add"] = add
