"""Try to make a file in every folder, to open what is there for writing, and to make the root writable again."""
import os

from probe import attempt, conclude, syscall

OWN = ("/work", "/tmp", "/dev/shm", "/dev/mqueue", "/proc", "/sys")
MS_REMOUNT, MS_BIND = 32, 4096


def make_anywhere():
    tried = 0
    for folder, folders, _ in os.walk("/"):
        folders[:] = [f for f in folders if os.path.join(folder, f) not in OWN]
        place = os.path.join(folder, "owned")
        tried += 1
        try:
            os.close(os.open(place, os.O_CREAT | os.O_WRONLY))
        except OSError:
            continue
        return place
    assert tried > 500, tried
    return False


def open_any(roots):
    tried = 0
    for root in roots:
        for folder, _, files in os.walk(root):
            for name in files:
                tried += 1
                try:
                    os.close(os.open(os.path.join(folder, name), os.O_WRONLY | os.O_APPEND))
                except OSError:
                    continue
                return os.path.join(folder, name)
    assert tried > 3, tried
    return False


def shared_folders():
    with open("/proc/self/mountinfo") as mounts:
        places = [line.split()[4] for line in mounts]
    return [place for place in places if os.path.isdir(place) and place.startswith("/") and place not in ("/",) + OWN
            and not place.startswith(("/proc", "/sys", "/dev"))]


attempt("make a file somewhere", make_anywhere)
attempt("open a file of what is mounted", open_any, shared_folders())
attempt("open a file of the system's", open_any, ["/etc", "/usr/bin", "/usr/lib/python3"])
attempt("chmod the submission", os.chmod, __file__, 0o777)
attempt("delete the submission", os.unlink, __file__)
attempt("rename the root", os.rename, "/usr", "/usr2")
attempt("remount the root", syscall, "mount", b"none", b"/", None, MS_REMOUNT, None)
for place in shared_folders():
    attempt("remount what is shared", syscall, "mount", b"none", place.encode(), None, MS_REMOUNT | MS_BIND, None)
attempt("make a device", os.mknod, "/work/memory", 0o020666, os.makedev(1, 1))
attempt("open the disk", os.open, "/dev/sda", os.O_RDWR)
attempt("open the console", os.open, "/dev/console", os.O_RDWR)
conclude(__name__)
