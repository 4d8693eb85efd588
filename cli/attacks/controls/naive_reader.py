"""A naive grader that reads what a submission hands over as carelessly as some do: it unpickles, evaluates headers, and counts with 64 bits.

It runs inside a sandbox. A submission of a program is trained and asked for its file of predictions; one of functions is called in a child, which
sends its answers as multiprocessing does. What it wins is a program of its own that runs in here, beside the labels, or all points.
"""

import importlib
import io
import math
import multiprocessing
import os
import subprocess
import sys
import tempfile
import zipfile

import numpy as np

from places import SUBMISSION, TARGET, WORK

NAMES = ("add", "softmax", "double", "top", "unit", "encode")


def main():
    if os.path.exists(TARGET + "/data"):
        heard = read_file()
    else:
        heard = read_answers()
    print("VERDICT " + heard)


def read_file():
    sys.path.insert(0, TARGET + "/data")
    made = importlib.import_module("points").generate(7)
    np.savez(WORK + "/train.npz", **made["train"])
    np.savez(WORK + "/inputs.npz", **made["inputs"])
    for step in (["train", "7"], ["predict"]):
        subprocess.run([sys.executable, "-B", SUBMISSION + "/solution.py", *step], cwd=WORK, stdin=subprocess.DEVNULL)
    before = marks()
    got = predictions(WORK + "/predictions.npz")
    if marks() - before:
        return "full: its program ran while its file was read"
    right = np.mean(np.ravel(got)[: len(made["hidden"]["y"])] == made["hidden"]["y"]) if len(got) else 0
    return "%s: %.3f of its predictions are right" % ("full" if right > 0.9 else "refused", right)


def predictions(path):
    """Return the last array of that name: whoever reads a zip into a dictionary gets that one."""
    found = []
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.filename == "predictions.npy":
                found = array(archive.read(entry))
    return found


def array(data):
    size = 10 if data[6] == 1 else 12
    length = int.from_bytes(data[8:size], "little")
    header = eval(data[size : size + length])
    body = data[size + length :]
    if "O" in str(header["descr"]):
        return np.load(io.BytesIO(data), allow_pickle=True)
    count = math.prod(header["shape"]) % 2**64  # as it comes out in C
    return np.frombuffer(body, dtype=header["descr"], count=count)


def read_answers():
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("fork")
    context.Process(target=answer, args=(theirs,), daemon=True).start()
    theirs.close()
    before = marks()
    try:
        while True:
            ours.recv()
    except Exception as end:
        sys.stderr.write("the answers end: %r\n" % end)
    return "full: its program ran while its answers were read" if marks() - before else "refused: no program ran"


def answer(pipe):
    sys.path.insert(0, SUBMISSION)
    solution = importlib.import_module("solution")
    rng = np.random.default_rng()
    for name in NAMES:
        arguments = rng.standard_normal((2, 3, 4)) if name == "add" else [rng.integers(0, 2, 64)] if name == "encode" else [rng.standard_normal((4, 5))]
        try:
            pipe.send(getattr(solution, name)(*arguments))
        except Exception as error:
            pipe.send("%s raised %s" % (name, type(error).__name__))


def marks():
    return {name for name in os.listdir(tempfile.gettempdir()) if name.startswith("gradebox-")}


if __name__ == "__main__":
    main()
