"""2: the sample class with two workers over a loop of `docker run … pytest`, two at a time."""

import json
import os
import re
import shutil
import subprocess
import zipfile

from engine import LABEL, Meter
from grading import HERE, HW1, grade
from output import ratio, say
from recording import record

SLOW = "kowalski_jan_901533"  # the one that runs into a time limit: 20 s of waiting on any side
QUICK = """okafor_ada_901034 carver_wes_901766 haddad_samir_901510 moreau_camille_901377 lindqvist_nils_901126
 silva_rafael_901402""".split()
TEST = re.compile(r"::(\w+) (PASSED|FAILED|ERROR|SKIPPED)(?: calls=(\d+) cpu=([\d.]+))?")


def measure(temp, quick):
    folder = chosen(os.path.join(temp, "class"), quick)
    which = "Six of hw1's class" if quick else "hw1's class"
    say("%s without %s, which runs into a time limit. Both sides: the same student calls, the same comparisons." % (which, SLOW))
    say("loop: pytest/loop, the checks as a plain pytest suite in one process with the submission, archives unpacked beforehand; no scores, no")
    say("results files. gradebox: everything, from the archives to the results files. How often it calls is counted in an untimed run before.")
    recording = record(os.path.join(temp, "recorded"), HW1, folder)
    with Meter() as ours:
        grade(HW1, folder, 2, os.path.join(temp, "out"), meter=ours)
    unpacked, printed = os.path.join(temp, "unpacked"), os.path.join(temp, "printed")
    members = unpack(folder, unpacked)
    os.makedirs(printed)
    with Meter(LABEL, "pytest") as theirs:
        subprocess.run([HERE + "/pytest/loop", recording.image, HW1, unpacked, printed], check=True)
    say("gradebox  %s" % ours.told())
    say("loop      %s" % theirs.told())
    loop = Loop(printed)
    gradebox = Gradebox(os.path.join(temp, "out"), recording.calls())
    compare(members, gradebox, loop)
    graded = list(filter(loop.finished, members))
    ratio("the class, two workers, over a loop of docker run … pytest", ours.wall / theirs.wall, 0.6)
    by_member = sum(map(gradebox.seconds, graded)) / sum(map(loop.seconds, graded))
    ratio("  submission by submission, where pytest lived to its end", by_member)
    ratio("  its CPU", ours.cpu / theirs.cpu)
    generation, students = (sum(map(cpu, members)) for cpu in (loop.generation_cpu, loop.students_cpu))
    ratio("  its CPU, had the loop not made the data anew each time", ours.cpu / (theirs.cpu - generation))
    ratio("  the CPU of the students' own code alone, over the loop's", students / theirs.cpu)


def chosen(folder, quick):
    os.makedirs(folder)
    for name in os.listdir(HW1 + "/class"):
        member = name.removesuffix(".zip")
        if member != SLOW and (not quick or member in QUICK):
            source = os.path.join(HW1, "class", name)
            shutil.copytree(source, os.path.join(folder, name)) if os.path.isdir(source) else shutil.copy(source, folder)
    return folder


def unpack(folder, target):
    """Put each submission's files into a folder of its name. An archive that cannot be opened is left out: gradebox alone grades it."""
    for name in sorted(os.listdir(folder)):
        there = os.path.join(target, name.removesuffix(".zip"))
        if os.path.isdir(os.path.join(folder, name)):
            shutil.copytree(os.path.join(folder, name), there)
            continue
        try:
            with zipfile.ZipFile(os.path.join(folder, name)) as archive:
                archive.extractall(there)
        except zipfile.BadZipFile:
            continue
        top = os.listdir(there)
        if len(top) == 1 and os.path.isdir(os.path.join(there, top[0])):
            shutil.copytree(os.path.join(there, top[0]), there, dirs_exist_ok=True)
            shutil.rmtree(os.path.join(there, top[0]))
    return sorted(os.listdir(target))


class Gradebox:
    """What gradebox found, and how often it called."""

    def __init__(self, out, calls):
        with open(os.path.join(out, "class.json")) as file:
            self.submissions = {one["id"]: one for one in json.load(file)["submissions"]}
        self.all_calls = calls

    def seconds(self, member):
        return self.submissions[member]["seconds"]

    def calls(self, member):
        return self.all_calls.get(member, 0)

    def failed(self, member):
        fine = ("passed", "partial", "skipped")
        return {test_of(line["check"]) for line in self.submissions[member]["lines"] if line["outcome"] not in fine}


def test_of(check):
    """Return the pytest suite's name for a check: backprop/linearForward is test_linear_forward."""
    words = re.sub("[A-Z]", lambda found: "_" + found.group().lower(), check.removeprefix("backprop/"))
    return "test_" + words.replace("/", "_")


class Loop:
    """What the loop's pytest printed."""

    def __init__(self, printed):
        self.printed = printed

    def read(self, member, kind):
        with open(os.path.join(self.printed, member + kind), errors="replace") as file:
            return file.read()

    def seconds(self, member):
        return float(self.read(member, ".seconds"))

    def tests(self, member):
        # Below stands what submissions have printed themselves.
        return TEST.findall(re.split("^=+ (?:ERRORS|FAILURES) =+$", self.read(member, ".txt"), maxsplit=1, flags=re.M)[0])

    def calls(self, member):
        return sum(int(calls or 0) for _, _, calls, _ in self.tests(member))

    def students_cpu(self, member):
        return sum(float(cpu or 0) for _, _, _, cpu in self.tests(member))

    def generation_cpu(self, member):
        return sum(map(float, re.findall(r"^data generation cpu=([\d.]+)$", self.read(member, ".txt"), re.M)[-1:]))

    def failed(self, member):
        return {test for test, outcome, _, _ in self.tests(member) if outcome in ("FAILED", "ERROR")}

    def finished(self, member):
        return re.search(r"^=+ .* in [\d.]+s.* =+$", self.read(member, ".txt"), re.M)


def compare(members, ours, theirs):
    say("%-24s %-24s %s" % ("", "gradebox", "loop"))
    for member in members:
        figures = [(side.seconds(member), side.calls(member), len(side.failed(member))) for side in (ours, theirs)]
        told = "   ".join("%6.1f s %5d calls %3d failed" % side for side in figures)
        if not theirs.finished(member):
            same = "pytest's process was ended"
        else:
            same = ", ".join(sorted(ours.failed(member) ^ theirs.failed(member))) or "the same"
        say("%-24s %s   %s" % (member, told, same))
    say("calls in all: gradebox %d, loop %d" % tuple(sum(map(side.calls, members)) for side in (ours, theirs)))
