"""4: the JVM's heap over a large class of tiny submissions, two workers."""

import os
import re
import subprocess

from engine import Meter
from grading import HERE, copies, grade
from jdk import java
from output import figure, ratio, say

TINY = os.path.join(HERE, "assignment")
SHARES = (25, 50, 75, 90)  # not to the last: the JVM must still run when it is asked


def measure(temp, count):
    folder = copies(os.path.join(temp, "large"), TINY + "/reference", count)
    jcmd = java() + "/bin/jcmd"
    log = os.path.join(temp, "gc.log")
    live = {}
    marks = {count * share // 100: share for share in SHARES}

    def at(number, total, pid):
        if number == 1:
            subprocess.run([jcmd, str(pid), "VM.log", "output=" + log, "what=gc=info"], stdout=subprocess.DEVNULL)
        if number in marks:
            subprocess.run([jcmd, str(pid), "GC.run"], stdout=subprocess.DEVNULL)
            text = subprocess.check_output([jcmd, str(pid), "GC.heap_info"], text=True)
            areas = re.findall(r"^\s*(?!Metaspace|class space)\S.*?used (\d+)K", text, re.M)
            live[marks[number]] = sum(map(int, areas)) / 1024

    with Meter() as meter:
        grade(TINY, folder, 2, os.path.join(temp, "large-out"), on_line=at, meter=meter)
    pauses = re.findall(r"(\d+)M->(\d+)M\((\d+)M\)", open(log).read()) if os.path.exists(log) else []
    say(meter.told())
    for share, megabytes in live.items():
        figure("heap after a full collection at %d %% of %d" % (share, count), megabytes, "MiB")
    if pauses:
        figure("peak heap before a collection (%d collections)" % len(pauses), max(int(p[0]) for p in pauses), "MiB")
    ratio("heap at %d %% over heap at %d %%" % (SHARES[-1], SHARES[0]), live[SHARES[-1]] / live[SHARES[0]])
