"""Hand in a wrong solution, and put the right one in its place once grading has begun.

A process of ours follows the run's log, swaps the file when the submission starts and swaps it back when it has ended.
"""

import os
import sys
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent.parent / "forge"))

from solutions import RIGHT, WRONG

LIMIT = 180


def put(file, text):
    """Replace a file at one stroke, as an upload would."""
    fresh = file.parent.parent.parent / "swap.tmp"
    fresh.write_bytes(text)
    os.utime(fresh, (0, 0))
    fresh.replace(file)


def wait_for(log, line, end):
    while time.monotonic() < end:
        if log.exists() and line in log.read_text(errors="replace"):
            return True
        time.sleep(0.002)
    return False


def swap(members, file):
    end = time.monotonic() + LIMIT
    log = members.parent / "out" / "gradebox.log"
    if wait_for(log, "attack starts", end):
        put(file, RIGHT)
        wait_for(log, "attack ends", end)
        put(file, WRONG)


members = Path(sys.argv[1])
file = members / "attack" / "solution.py"
file.parent.mkdir()
file.write_bytes(WRONG)
os.utime(file, (0, 0))
if os.fork() == 0:
    os.setsid()
    for fd in (0, 1, 2):
        os.dup2(os.open(os.devnull, os.O_RDWR), fd)
    swap(members, file)
    os._exit(0)
