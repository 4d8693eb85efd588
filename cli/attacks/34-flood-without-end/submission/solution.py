"""A reader that stops reading makes a container unkillable; one that reads on must not be held up by it."""
import os
import signal
import time

signal.signal(signal.SIGPIPE, signal.SIG_IGN)
chunk = b"flood " * 10_000
for _ in range(20):
    if os.fork() == 0:
        while True:
            for fd in (1, 2):
                try:
                    os.write(fd, chunk)
                except OSError:
                    time.sleep(0.01)
time.sleep(60)
