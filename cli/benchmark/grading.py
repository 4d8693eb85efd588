"""Gradebox's side: run it from the command line, as anybody does."""

import os
import re
import shutil
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
HOME = os.path.dirname(os.path.dirname(HERE))
HW1 = os.path.join(HOME, "assignments/catalogue/mit-67960/hw1-backprop")


def grade(assignment, sources, workers, out, environment=None, on_line=lambda number, total, pid: None, meter=None):
    """Grade, and return when each submission was done, in seconds from the start."""
    argv = [os.path.join(HOME, "gradebox"), "grade", assignment, sources, "-j", str(workers)]
    argv += ["--root-seed", "published", "--fresh", "-o", out]
    started = time.monotonic()
    process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
    if meter:
        meter.label, meter.value = "gradebox.pid", process.pid
    times, lines = [], []
    for line in process.stderr:
        lines.append(line)
        if found := re.match(r"\[ *(\d+)/(\d+)\]", line):
            times.append(time.monotonic() - started)
            on_line(int(found.group(1)), int(found.group(2)), process.pid)
    if process.wait() not in (0, 3):
        raise SystemExit("benchmark: grading failed:\n" + "".join(lines))
    return times


def copies(folder, files, count):
    for i in range(count):
        shutil.copytree(files, os.path.join(folder, "copy_%06d" % (100001 + i)))
    return folder
