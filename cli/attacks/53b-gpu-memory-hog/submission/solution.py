"""Take what there is in ever smaller pieces, and keep it."""
import time

from cuda import allocate, context

context()
size, kept = 1 << 34, []
while size > 1 << 20:
    try:
        kept.append(allocate(size))
    except MemoryError:
        size >>= 1
time.sleep(600)
