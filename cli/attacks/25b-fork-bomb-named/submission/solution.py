"""Keep every child, and let the error show."""
import os
import time

for _ in range(100_000):
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
