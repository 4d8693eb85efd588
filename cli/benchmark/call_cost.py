"""3: the cost of a call: medians through a real sandbox; an array of 16 MiB goes in and comes back."""

import os
import subprocess

from grading import HERE, HOME
from jdk import java
from output import figure

ROWS = {
    "call": "a call of a function that does nothing (of 1,000)",
    "16MiB": "16 MiB there and back (of 21)",
    "check": "a check: fork, import, end, clean up (of 50)",
    "open": "a sandbox, NumPy imported",
}


def measure(temp, _):
    path = os.path.join(HOME, "cli/target/gradebox.jar") + ":" + os.path.join(HOME, "cli/target/lib/*")
    argv = [java() + "/bin/java", "-Xlog:disable", "-cp", path, os.path.join(HERE, "CallCost.java"), temp, "1000"]
    cost = dict(line.split() for line in subprocess.check_output(argv, text=True, stderr=subprocess.DEVNULL).splitlines())
    for key, what in ROWS.items():
        figure(what, float(cost[key]), "ms")
