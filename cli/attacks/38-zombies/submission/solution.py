"""More orphans than the limit of processes: unless someone reaps them, the last cannot be made."""
import os


def orphans(count):
    for _ in range(count):
        pid = os.fork()
        if pid == 0:
            if os.fork() == 0:
                os._exit(0)
            os._exit(0)
        os.waitpid(pid, 0)


orphans(200)
for _ in range(30):
    if os.fork() == 0:
        os._exit(0)


def add(a, b):
    raise RuntimeError("200 orphans were reaped")
