"""1: wall per submission over bare hardened `docker run`, one worker."""

import os
import statistics
import subprocess
import time

from engine import LABEL, Meter, hardened
from grading import HW1, copies, grade
from output import ratio, say
from recording import record

MEMBER = "copy_100001"  # the first of copies()


def measure(temp, count):
    say("%d copies of hw1's reference. Both sides: the same student calls with the same arguments, each check in a forked child, the six" % count)
    say("trainings of the two metrics and the source scan included. docker: one container a submission, calls read from a file, nothing")
    say("compared. gradebox: everything, also inputs and expected values, comparisons, the JVM, the suite's compilation, data generation.")
    one = os.path.join(copies(os.path.join(temp, "one"), HW1 + "/reference", 1), MEMBER)
    recording = record(os.path.join(temp, "recorded"), HW1, one)
    folders = recording.trace(MEMBER)
    argv = hardened(recording.image, folders, ["python3", "/bench/replay.py", "run", "/trace/trace.pickle"], "bare")
    many = copies(os.path.join(temp, "many"), HW1 + "/reference", count)
    spent = []
    with Meter() as ours:

        def note(number, total, pid):
            with open("/proc/%d/stat" % pid) as file:
                user, system = file.read().rpartition(")")[2].split()[11:13]
            spent.append(((int(user) + int(system)) / os.sysconf("SC_CLK_TCK"), sum(ours.usage.values())))

        times = grade(HW1, many, 1, os.path.join(temp, "many-out"), on_line=note, meter=ours)
    singles = []
    with Meter(LABEL, "bare") as theirs:
        for _ in range(count):
            started = time.monotonic()
            done = subprocess.run(argv, capture_output=True, text=True)
            singles.append(time.monotonic() - started)
    if done.returncode:
        raise SystemExit("benchmark: the replay failed:\n" + done.stderr)
    say("replay: %s" % done.stderr.strip())
    say("gradebox  %s" % ours.told())
    say("docker    %s" % theirs.told())
    later = statistics.median([b - a for a, b in zip(times, times[1:])] or times)
    bare = statistics.median(singles)
    say("gradebox: the first after %.1f s (JVM, suite's compilation and data included), then %.2f s each (median)" % (times[0], later))
    jvm, inside = ((b - a) / max(1, count - 1) for a, b in zip(spent[0], spent[-1]))
    say("gradebox: CPU of a submission after the first: %.2f s in the JVM, %.2f s in containers" % (jvm, inside))
    say("docker: %.2f s each (median), CPU %.2f s" % (bare, theirs.cpu / count))
    ratio("wall a submission, start-up excluded (medians)", later / bare, 1.15)
    ratio("wall a submission, start-up spread over %d" % count, ours.wall / theirs.wall)
    ratio("CPU a submission, start-up excluded", (jvm + inside) * count / theirs.cpu)
    ratio("CPU a submission, start-up spread over %d" % count, ours.cpu / theirs.cpu)
