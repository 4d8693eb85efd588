"""5: the cost of the wall: `true` in a sandbox and in a container with Docker's own defaults, in turn."""

import os
import subprocess

from grading import HERE, HOME
from jdk import java
from output import figure, ratio


def measure(_, count):
    path = os.path.join(HOME, "cli/target/gradebox.jar") + ":" + os.path.join(HOME, "cli/target/lib/*")
    argv = [java() + "/bin/java", "-Xlog:disable", "-cp", path, os.path.join(HERE, "WallCost.java"), str(count)]
    lines = subprocess.check_output(argv, text=True, stderr=subprocess.DEVNULL).splitlines()
    cost = {kind: (float(median), float(late)) for kind, median, late in map(str.split, lines)}
    for kind, (median, late) in cost.items():
        figure("a %s one, start to removal (median of %d)" % (kind, count), median, "ms   (p95 %.0f)" % late)
    for kind in cost.keys() - {"default"}:
        ratio("%s over default" % kind, cost[kind][0] / cost["default"][0])
