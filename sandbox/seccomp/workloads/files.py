"""Do with files and folders what coursework does: read, write, copy, move, lock, map, compress, walk, link."""
import bz2
import ctypes
import fcntl
import gzip
import lzma
import mmap
import os
import pathlib
import select
import shutil
import sqlite3
import sys
import tarfile
import tempfile
import zipfile

os.chdir("/work")
folder = pathlib.Path(tempfile.mkdtemp(dir="/work"))
file = folder / "a.txt"
file.write_text("x" * 100000)
shutil.copy2(file, folder / "b.txt")
shutil.copytree(folder, "/work/copy")
shutil.move("/work/copy", "/tmp/moved")
os.link(file, folder / "hard")
os.symlink("a.txt", folder / "soft")
os.replace(folder / "b.txt", folder / "c.txt")
os.chmod(file, 0o600)
os.utime(file)
os.truncate(file, 5000)
os.mkfifo(folder / "fifo")
for opener in gzip.open, bz2.open, lzma.open:
    with opener(folder / "z", "wb") as out:
        out.write(b"y" * 1000)
with zipfile.ZipFile(folder / "z.zip", "w") as out:
    out.write(file)
with tarfile.open(folder / "z.tar.gz", "w:gz") as out:
    out.add(file)
with tarfile.open(folder / "z.tar.gz") as packed:
    packed.extractall(folder / "out", filter="data")
with open(file, "r+b") as opened:
    fcntl.flock(opened, fcntl.LOCK_EX)
    fcntl.lockf(opened, fcntl.LOCK_UN)
    with mmap.mmap(opened.fileno(), 0) as mapped:
        mapped.flush()
        mapped.madvise(mmap.MADV_WILLNEED)
    os.fsync(opened.fileno())
    os.fdatasync(opened.fileno())
    os.pread(opened.fileno(), 5, 1)
    os.pwrite(opened.fileno(), b"q", 1)
    os.preadv(opened.fileno(), [bytearray(3)], 0)
    os.pwritev(opened.fileno(), [b"r"], 0)
    os.writev(opened.fileno(), [b"r"])
    os.readv(opened.fileno(), [bytearray(3)])
    os.posix_fallocate(opened.fileno(), 0, 6000)
    os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    os.statvfs(file), os.fstatvfs(opened.fileno())
    os.fchmod(opened.fileno(), 0o600)
database = sqlite3.connect(folder / "d.db")
database.execute("create table t (x)")
database.commit()
database.close()
reading, writing = os.pipe()
poll = select.epoll()
poll.register(reading, select.EPOLLIN)
os.write(writing, b"1")
poll.poll(1)
select.select([reading], [], [], 0)
select.poll().poll(1)
os.set_inheritable(reading, True)
os.dup2(reading, 100)
os.sendfile(writing, os.open(file, os.O_RDONLY), 0, 10)
os.memfd_create("m")
os.eventfd(0)
os.umask(0o22)
os.uname(), os.getgroups(), os.getpgid(0), os.getsid(0), os.times()
os.getrandom(8), os.urandom(8)
os.listxattr(file)
sum(1 for _ in os.walk("/usr/lib/python3/dist-packages/numpy"))
list(folder.rglob("*"))
ctypes.CDLL(None).puts(b"")
import resource

resource.getrusage(resource.RUSAGE_SELF), resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
shutil.disk_usage("/work")
shutil.rmtree(folder)
sys.stdout.isatty(), os.isatty(0)
