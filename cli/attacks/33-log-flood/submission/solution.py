"""A log that is kept grows as fast as a program can print."""
import os
import time

chunk = b"flood " * 10_000
end, written = time.monotonic() + 2, 0
while time.monotonic() < end:
    written += os.write(1, chunk) + os.write(2, chunk)
raise RuntimeError("printed more than 10 MB" if written > 10_000_000 else "printed %d bytes only" % written)
