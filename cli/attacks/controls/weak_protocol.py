"""A trusted end of the call protocol as one should not write it.

It speaks the frames of gradebox and holds the expected values, and is wrong in all that guards against a hostile submission: it waits without a
deadline, allocates what a length says, ignores magic and nonce, believes an answer's own number and its claims, counts an answer as often as it
comes, unpickles, compares so that NaN and nothing at all are close, keeps one process for all checks, and never reads what is printed as an error.
It runs inside a sandbox, and grades a class of two: the submission, and then the reference solution. A submission wins in one of two ways, and the
last line says which: by a full score; or, if it makes this end crash or hang, by the score that the honest one behind it does not get.
"""

import io
import json
import select
import subprocess
import sys

import numpy as np

from places import CONTROLS, RUNTIME, SUBMISSION, TARGET

sys.path.insert(0, RUNTIME)
import gradebox_call as wire  # noqa: E402

NONCE = b"\0" * 16


# Less than whoever started this waits: what becomes of the class has to be told.
SECONDS = 10


class Weak:
    def __init__(self, submission):
        self.child = subprocess.Popen(
            [sys.executable, "-B", CONTROLS + "/weak_end.py", submission], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
        )
        self.last = 0
        self.passed = 0
        self.expected = {}
        self.early = {}

    def read(self, count):
        buffer = bytearray(count)  # as long as it says
        view = memoryview(buffer)
        while view:
            got = self.child.stdout.readinto(view)
            if not got:
                raise EOFError("the student's process is gone")
            view = view[got:]
        return bytes(buffer)

    def receive(self):
        _, kind, number, _, header_size, payload_size = wire.FIXED.unpack(self.read(wire.FIXED.size))
        header = json.loads(self.read(header_size)) if header_size else {}
        return kind, number, header, wire.split(self.read(payload_size), header)

    def ask(self, kind, header, arrays=()):
        self.last += 1
        wire.write_frame(self.child.stdin.fileno(), kind, self.last, NONCE, header, arrays)
        return self.last

    def answer(self, number):
        """Return the first answer that says it is the one to a request; others count as well, for what they say they answer."""
        while True:
            frame = self.early.pop(number, None) or self.receive()
            self.note(*frame)
            if frame[1] == number:
                return frame

    def note(self, kind, number, header, arrays):
        if header.get("correct") is True:
            self.passed += 1
        elif kind == wire.RETURNED and number in self.expected:
            self.passed += close(value(header.get("value"), arrays), self.expected[number])

    def pending(self):
        while select.select([self.child.stdout], [], [], 0.1)[0]:
            frame = self.receive()
            if frame[1] > self.last:
                self.early[frame[1]] = frame  # an answer to what will be asked: so much the better
            else:
                self.note(*frame)

    def call(self, name, *arguments, expected=None):
        arrays = []
        args = [item if isinstance(item, dict) else wire.encode(item, arrays, None) for item in arguments]
        header = {"target": {"path": name}, "args": args, "kwargs": {}}
        number = self.last + 1
        if expected is not None:
            self.expected[number] = expected
        self.ask(wire.CALL, header, [wire.npy(wire.from_npy(array)) for array in arrays])
        frame = self.answer(number)
        self.pending()
        return value(frame[2].get("value"), frame[3]) if frame[0] == wire.RETURNED else None

    def hold(self, thing):
        arrays = []
        header = {"keep": True, "value": wire.encode(thing, arrays, None)}
        return self.answer(self.ask(wire.HOLD, header, arrays))[2]["value"]

    def get(self, handle, expected):
        self.expected[self.last + 1] = expected
        self.answer(self.ask(wire.GET, {"target": {"handle": handle["handle"], "path": ""}, "keep": False}))
        self.pending()


def value(node, arrays):
    if isinstance(node, dict) and ("array" in node or "tensor" in node):
        return np.load(io.BytesIO(arrays[node.get("array", node.get("tensor"))]), allow_pickle=True)
    return node


def close(got, expected):
    """Tell whether two arrays are close: where neither is off, or nothing is there."""
    if got is None:
        return False
    try:
        pairs = zip(np.ravel(np.asarray(got, dtype=float)), np.ravel(expected))
        return not any(abs(one - other) > 1e-9 for one, other in pairs)
    except (TypeError, ValueError):
        return False


def grade(weak):
    rng = np.random.default_rng()
    a, b = rng.standard_normal((2, 3, 4))
    weak.call("add", a, b, expected=a + b)
    x = rng.standard_normal((4, 5))
    e = np.exp(x)
    weak.call("softmax", x, expected=e / e.sum(axis=1, keepdims=True))
    held = weak.hold(x)
    weak.call("double", held)
    weak.get(held, expected=2 * x)
    weak.call("top", x, expected=x.argmax(axis=1))
    weak.call("unit", x, expected=x / np.sqrt((x * x).sum(axis=1, keepdims=True)))
    bits = rng.integers(0, 2, 64)
    code = weak.call("encode", bits)
    if code is not None and np.size(code) <= 8:
        weak.call("decode", code, expected=bits)
    return 6


def grade_class():
    """Grade one after the other in this process. What is said of the attack waits for nobody."""
    for name, folder in (("attack", SUBMISSION), ("honest", TARGET + "/reference")):
        weak = Weak(folder)
        most = grade(weak)
        print("%s: %s %d of %d" % (name, "full" if weak.passed >= most else "refused", weak.passed, most), flush=True)
        weak.child.kill()


def watch():
    """Let the class be graded, and tell who won what."""
    grader = subprocess.Popen([sys.executable, "-B", __file__, "class"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        out, err = grader.communicate(timeout=SECONDS)
        end = "it ends with %d: %s" % (grader.returncode, (last(err) or "not a word")[:200])
    except subprocess.TimeoutExpired:
        grader.kill()
        out, err = grader.communicate()
        end = "it hangs"
    lines = out.decode("utf-8", "replace").splitlines()
    attack = next((line for line in lines if line.startswith(("attack: ", "VERDICT "))), "attack: no score")
    if "full" in attack:
        return "full: " + attack
    if any(line.startswith("honest: full") for line in lines):
        return "refused: " + attack
    return "denied: the honest one behind it has no score; of the grader, %s" % end


def last(text):
    return text.decode("utf-8", "replace").strip().rpartition("\n")[2]


if __name__ == "__main__":
    if sys.argv[1:] == ["class"]:
        grade_class()
    else:
        print("VERDICT " + watch())
