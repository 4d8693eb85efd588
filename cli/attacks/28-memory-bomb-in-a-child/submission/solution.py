"""The child is killed, not the process that answers: an exit code of 0 would hide it."""
import os

pid = os.fork()
if pid == 0:
    hoard = []
    while True:
        hoard.append(b"x" * (8 << 20))
_, status = os.waitpid(pid, 0)
if status:
    raise RuntimeError("my worker died")
