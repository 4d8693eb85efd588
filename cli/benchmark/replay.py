"""Make, without gradebox, the calls that gradebox made: what the benchmark compares it with. Runs in a plain container.

    replay.py prepare CALLS.py FOLDER   turns the recorded streams in FOLDER into a trace, on standard output
    replay.py run TRACE                 makes the calls, each check in a forked child; nothing is compared
"""

import importlib
import importlib.util
import json
import os
import pickle
import struct
import sys

SUBMISSION, RUNTIME = "/submission", "/gradebox"


class Handle:
    """An object that an earlier call of the same check returned."""

    def __init__(self, number):
        self.number = number


class Check:
    """What was asked of one process: steps (kind, what is asked, what was answered), and whether of the student's module."""

    def __init__(self, header):
        self.folder = RUNTIME if header["tool"] else SUBMISSION
        self.module = header["module"]
        self.steps = []


# --------------------------------------------------------------------------------------------------------------- streams


def load_protocol(path):
    spec = importlib.util.spec_from_file_location("protocol", path)
    protocol = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(protocol)
    return protocol


def frames(protocol, data):
    """Take apart what went over an attached stream in one direction."""
    at, size = 0, protocol.FIXED.size
    while at + size <= len(data):
        magic, kind, number, _, header_size, payload_size = protocol.FIXED.unpack_from(data, at)
        if magic != protocol.MAGIC or at + size + header_size + payload_size > len(data):
            return
        header = json.loads(data[at + size : at + size + header_size] or b"{}")
        at += size + header_size
        yield kind, number, header, protocol.split(data[at : at + payload_size], header)
        at += payload_size


def body(stream):
    return stream.partition(b"\r\n\r\n")[2]


def stdout(stream):
    """Undo Docker's framing."""
    parts, at = [], 0
    while at + 8 <= len(stream):
        kind, size = struct.unpack_from(">BxxxI", stream, at)
        if kind == 1:
            parts.append(stream[at + 8 : at + 8 + size])
        at += 8 + size
    return b"".join(parts)


def count_calls(protocol, asked, answered):
    """Count the calls of a student's module that a sandbox made, by what it was sent and what it answered."""
    answers = {number: header for _, number, header, _ in frames(protocol, stdout(body(answered)))}
    count, tool = 0, False
    for kind, number, header, _ in frames(protocol, body(asked)):
        if kind == protocol.BEGIN:
            tool = header["tool"]
        elif kind == protocol.CALL and not tool:
            count += 1
        elif kind == protocol.CALL_ALL and not tool:
            answer = answers.get(number, {})
            count += len(answer.get("value", header["calls"])) + ("raised" in answer)
    return count


# --------------------------------------------------------------------------------------------------------------- prepare


def prepare(protocol_file, folder):
    protocol = load_protocol(protocol_file)
    original, arrays = protocol.from_npy, {}

    def interned(block):
        """The same data set, handed over many times, is loaded once."""
        if block not in arrays:
            arrays[block] = original(block)
        return arrays[block]

    protocol.from_npy = interned
    checks = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".in"):
            stem = os.path.join(folder, name[:-3])
            with open(stem + ".in", "rb") as asked, open(stem + ".out", "rb") as answered:
                checks += recorded(protocol, body(asked.read()), stdout(body(answered.read())))
    pickle.dump(checks, sys.stdout.buffer, protocol=5)


class Numbers:
    """Stand for the protocol's table of objects, while values are read that refer to it."""

    def get(self, number, name=""):
        return Handle(number)


def recorded(protocol, asked, answered):
    """Return the checks of one sandbox."""

    def read(value, blocks):
        return protocol.decode(value, blocks, Numbers())

    answers, last = {}, {}  # last: how the last one of several calls ended, where it raised
    for kind, number, header, blocks in frames(protocol, answered):
        if kind == protocol.RETURNED:
            answers[number] = ("returned", read(header.get("value"), blocks))
            last[number] = [("raised", header["raised"]["type"])] if "raised" in header else []
        elif kind == protocol.RAISED:
            answers[number] = ("raised", header["type"])

    def call(asked, blocks, answer):
        args = [read(item, blocks) for item in asked["args"]]
        kwargs = {key: read(item, blocks) for key, item in asked["kwargs"].items()}
        checks[-1].steps.append(("call", (asked["target"], args, kwargs), answer))

    checks = []
    for kind, number, header, blocks in frames(protocol, asked):
        answer = answers.get(number)
        if kind == protocol.BEGIN:
            checks.append(Check(header))
        elif kind == protocol.IMPORT:
            checks[-1].steps.append(("import", None, answer))
        elif kind == protocol.SEED:
            checks[-1].steps.append(("seed", header["seed"], answer))
        elif kind in (protocol.GET, protocol.HAS):
            checks[-1].steps.append(("has" if kind == protocol.HAS else "get", header["target"], answer))
        elif kind == protocol.HOLD:
            checks[-1].steps.append(("hold", read(header["value"], blocks), answer))
        elif kind == protocol.CALL:
            call(header, blocks, answer)
        elif kind == protocol.CALL_ALL:
            made = [("returned", value) for value in answer[1]] + last[number] if number in last else [answer]
            for one, its_answer in zip(header["calls"], made):
                call(one, blocks, its_answer)
    return checks


# ------------------------------------------------------------------------------------------------------------------- run


class Process:
    """Make one check's calls."""

    def __init__(self, check):
        self.check = check
        self.handles = {}

    def module(self):
        if self.check.folder not in sys.path:
            sys.path.insert(0, self.check.folder)
        return importlib.import_module(self.check.module)

    def goes_as_recorded(self):
        """Tell whether each step returned or raised as it did in gradebox, and what it returned has the same parts."""
        for kind, what, answer in self.check.steps:
            try:
                how, got = "returned", self.perform(kind, what)
            except BaseException as error:  # a submission may raise anything
                how, got = "raised", type(error).__name__
            if answer is None:
                return True  # this is where gradebox's process ended
            if how != answer[0]:
                return answer[1] == "NoSuchName"
            if how == "returned" and not self.keep(got, answer[1]):
                return False
        return True

    def perform(self, kind, what):
        if kind == "import":
            self.module()
        elif kind == "seed":
            seed(what)
        elif kind == "hold":
            return what
        elif kind == "get":
            return self.find(what)
        elif kind == "has":
            return self.has(what)
        elif kind == "call":
            target, args, kwargs = what
            args = [self.filled(item) for item in args]
            return self.find(target)(*args, **{key: self.filled(item) for key, item in kwargs.items()})

    def find(self, target):
        thing = self.handles[target["handle"]] if "handle" in target else self.module()
        for name in target["path"].split(".") if target["path"] else ():
            thing = getattr(thing, name)
        return thing

    def has(self, target):
        try:
            self.find(target)
            return True
        except AttributeError:
            return False

    def filled(self, value):
        if isinstance(value, Handle):
            return self.handles[value.number]
        if type(value) in (list, tuple):
            return type(value)(self.filled(item) for item in value)
        if isinstance(value, dict):
            return {key: self.filled(item) for key, item in value.items()}
        return value.copy() if hasattr(value, "copy") else value

    def keep(self, got, wanted):
        """Keep the objects that later calls refer to. Returns false where a list or a dictionary has other parts than in gradebox."""
        if isinstance(wanted, Handle):
            self.handles[wanted.number] = got
            return True
        if isinstance(wanted, (list, tuple)):
            return isinstance(got, (list, tuple)) and len(got) == len(wanted) and all(map(self.keep, got, wanted))
        if isinstance(wanted, dict):
            return isinstance(got, dict) and set(got) == set(wanted) and all(self.keep(got[key], wanted[key]) for key in wanted)
        return True


def seed(number):
    import random

    import numpy

    random.seed(number)
    numpy.random.seed(number % (1 << 32))


def forked(check):
    """Tell whether a check went as recorded, its calls made in a child."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            with open("/proc/self/oom_score_adj", "w") as file:
                file.write("1000")
            code = 0 if Process(check).goes_as_recorded() else 1
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def run(path):
    import numpy.random  # noqa: F401  as gradebox preloads it

    os.environ["GRADEBOX_FILES"] = SUBMISSION
    with open(path, "rb") as file:
        checks = pickle.load(file)
    right = sum(map(forked, checks))
    calls = sum(kind == "call" for check in checks for kind, _, _ in check.steps)
    print("%d processes, %d calls, %d otherwise than recorded" % (len(checks), calls, len(checks) - right), file=sys.stderr)


if __name__ == "__main__":
    # Pickles name the classes by their module.
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import replay

    replay.prepare(*sys.argv[2:]) if sys.argv[1] == "prepare" else replay.run(*sys.argv[2:])
