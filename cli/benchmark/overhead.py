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


ROUNDS = 3


def measure(temp, count):
    say("Copies of hw1's reference, %d at a time, graded by gradebox and by docker in turn. Both sides: the same student calls with the" % count)
    say("same arguments, each check in a forked child, the six trainings of the two metrics and the source scan included. docker: one")
    say("container a submission, calls read from a file, nothing compared. gradebox: everything, also inputs and expected values,")
    say("comparisons, the JVM, the suite's compilation, data generation.")
    one = os.path.join(copies(os.path.join(temp, "one"), HW1 + "/reference", 1), MEMBER)
    recording = record(os.path.join(temp, "recorded"), HW1, one)
    folders = recording.trace(MEMBER)
    argv = hardened(recording.image, folders, ["python3", "/bench/replay.py", "run", "/trace/trace.pickle"], "bare")
    many = copies(os.path.join(temp, "many"), HW1 + "/reference", count)
    ours, theirs = [], []
    for turn in range(ROUNDS):
        ours.append(Graded(many, os.path.join(temp, "out-%d" % turn)))
        theirs.append(Bare(argv, count))
    say("replay: %s" % theirs[0].said)
    for name, rounds in (("gradebox", ours), ("docker", theirs)):
        for one in rounds:
            say("%-9s %s" % (name, one.meter.told()))
    later = statistics.median([seconds for one in ours for seconds in one.later()])
    bare = statistics.median([seconds for one in theirs for seconds in one.singles])
    wall, cpu = (sum(getattr(one.meter, name) for one in ours) / sum(getattr(one.meter, name) for one in theirs) for name in ("wall", "cpu"))
    first = statistics.median([one.times[0] for one in ours])
    say("gradebox: the first after %.1f s (JVM, suite's compilation and data included), then %.2f s each (medians)" % (first, later))
    jvm, inside = (statistics.mean([one.steady()[part] for one in ours]) for part in (0, 1))
    used = statistics.mean([one.meter.cpu for one in theirs]) / count
    say("gradebox: CPU of a submission after the first: %.2f s in the JVM, %.2f s in containers" % (jvm, inside))
    say("docker: %.2f s each (median), CPU %.2f s" % (bare, used))
    ratio("wall a submission, start-up excluded (medians)", later / bare, 1.15)
    ratio("wall a submission, start-up spread over %d" % count, wall)
    ratio("CPU a submission, start-up excluded", (jvm + inside) / used)
    ratio("CPU a submission, start-up spread over %d" % count, cpu)


class Graded:
    """A run of gradebox: when each submission was done, and what CPU time the JVM and the containers had used by then."""

    def __init__(self, folder, out):
        self.spent = []
        with Meter() as self.meter:
            self.times = grade(HW1, folder, 1, out, on_line=self.note, meter=self.meter)

    def note(self, number, total, pid):
        with open("/proc/%d/stat" % pid) as file:
            user, system = file.read().rpartition(")")[2].split()[11:13]
        self.spent.append(((int(user) + int(system)) / os.sysconf("SC_CLK_TCK"), sum(self.meter.usage.values())))

    def later(self):
        """Return the seconds of each submission after the first."""
        return [b - a for a, b in zip(self.times, self.times[1:])]

    def steady(self):
        """Return the CPU seconds of a submission after the first: the JVM's and the containers'."""
        return [(b - a) / (len(self.spent) - 1) for a, b in zip(self.spent[0], self.spent[-1])]


class Bare:
    """As many containers, one after the other."""

    def __init__(self, argv, count):
        self.singles = []
        with Meter(LABEL, "bare") as self.meter:
            for _ in range(count):
                started = time.monotonic()
                done = subprocess.run(argv, capture_output=True, text=True)
                self.singles.append(time.monotonic() - started)
                if done.returncode:
                    raise SystemExit("benchmark: the replay failed:\n" + done.stderr)
        self.said = done.stderr.strip()
