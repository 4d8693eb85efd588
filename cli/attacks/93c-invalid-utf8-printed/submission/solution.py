"""What is printed is decoded by whoever keeps it."""
import os

BROKEN = b"\xff\xfe\xc0\xaf\xed\xa0\x80\xf5\x80\x80\x80" * 1000
for _ in range(1000):
    os.write(1, BROKEN)
    os.write(2, BROKEN)
raise ValueError(BROKEN.decode("utf-8", "surrogateescape"))
