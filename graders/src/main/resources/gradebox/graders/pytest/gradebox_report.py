"""A plugin of pytest's that tells gradebox which tests a suite has, and how each ended."""

import os
import re
import sys

import gradebox_call as call
import gradebox_words as words
import pytest
from _pytest.nodes import Collector

HERE = os.path.dirname(os.path.abspath(__file__))
MOST_MESSAGE = 1500

# What pytest and unittest take for files of tests.
FILES = ("test*.py", "*_test.py")

EXPLANATION = re.compile(r"\nassert ")
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
# pytest explains where the function came from, too, and the student knows.
ORIGIN = re.compile(r"\n \+ +where \S+ = student\.\S+$", re.MULTILINE)
# NumPy's comparisons end with both of the arrays that they compared.
NUMPY_ARRAYS = re.compile(r"^ ?(ACTUAL|DESIRED|x|y): ", re.MULTILINE)


class Reporter:
    """Asks before each test whether it is wanted, and tells its verdict after it. A kind of suite adds how to judge."""

    def __init__(self, line):
        self.line = line
        self.errors = []
        self.skipping = False
        self.seed_number = 0
        self.verdict = None  # none: the test was ended from within, and no report was made of it

    def judge(self, error):
        """Return the verdict that an exception makes."""
        raise NotImplementedError

    def begin(self, item):
        """Prepare for a test."""

    def end(self, item, verdict):
        """Return the verdict with whatever else the test has left behind."""
        return verdict

    def about(self, item):
        """Return what else there is to know of a test."""
        return {}

    def pytest_assertrepr_compare(self, op, left, right):
        return words.compare(op, left, right)

    def pytest_exception_interact(self, node, call, report):
        if report.when == "collect":
            self.errors.append(dict(self.judge(cause(call.excinfo.value)), file=file_of(node.nodeid)))

    def pytest_collection_finish(self, session):
        for item in session.items:
            self.line.tell(call.TEST, dict(self.about(item), **identity(item)))
        for error in self.errors:
            self.line.tell(call.COLLECTED, {"error": error})
        self.line.tell(call.COLLECTED, {})

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item):
        _, begun, _ = self.line.ask(call.CHECK, {"id": call.printable(item.nodeid, 1000)})
        self.verdict = None
        self.skipping = begun["skip"]
        if not self.skipping:
            self.seed_number = begun["seed"]
            self.begin(item)
        yield
        if not self.skipping:
            verdict = self.end(item, self.verdict or {"kind": "interrupted"})
            self.line.tell(call.VERDICT, dict(verdict, id=call.printable(item.nodeid, 1000)))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self):
        if self.skipping:
            pytest.skip("not wanted")

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, call):
        outcome = yield
        report = outcome.get_result()
        if self.skipping or self.has_failed():
            return
        if report.failed and call.excinfo:
            self.verdict = self.judge(call.excinfo.value)
        elif report.failed:
            self.verdict = {"kind": "wrong", "message": text_of(report.longrepr)}
        elif report.skipped:
            self.verdict = {"kind": "skipped", "message": reason(report)}
        elif report.when == "call":
            self.verdict = {"kind": "passed"}

    def pytest_runtest_logreport(self, report):
        """Miss nothing that is reported beside the phases of a test, such as a part of it that failed."""
        if report.failed and not self.skipping and not self.has_failed():
            self.verdict = {"kind": "wrong", "message": text_of("\n".join(exceptions_of(report)))}

    def has_failed(self):
        return self.verdict is not None and self.verdict["kind"] not in ("passed", "skipped")


def identity(item):
    """Return which test this is."""
    owner = getattr(item, "cls", None)
    callspec = getattr(item, "callspec", None)
    return {
        "id": call.printable(item.nodeid, 1000),
        "file": file_of(item.nodeid),
        "class": owner.__qualname__ if owner else "",
        "name": getattr(item, "originalname", None) or item.name,
        "parameter": call.printable(callspec.id, 200) if callspec else "",
    }


def file_of(nodeid):
    return nodeid.split("::")[0]


def cause(error):
    """Return what went wrong below pytest's own wrapping."""
    while isinstance(error, Collector.CollectError) and error.__cause__ is not None:
        error = error.__cause__
    return error


def reason(report):
    if hasattr(report, "wasxfail"):
        return call.printable("It is expected to fail: %s" % report.wasxfail, MOST_MESSAGE)
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return call.printable(text.removeprefix("Skipped: "), MOST_MESSAGE)


def exceptions_of(report):
    """Return the lines that a report has of exceptions; others are the suite's own source."""
    return [line[1:].strip() for line in str(report.longrepr).splitlines() if line.startswith("E ")][-20:]


def text_of(error):
    """Return an assertion's words: the author's where there are any, otherwise what pytest says of it; never whole arrays."""
    text = ORIGIN.sub("", ADDRESS.sub("", str(error))).strip()
    if text.startswith("DID NOT RAISE"):
        return "An exception was expected, and none was raised."
    explanation = EXPLANATION.search(text)
    if explanation and not text.startswith("assert "):
        text = text[: explanation.start()]
    arrays = NUMPY_ARRAYS.search(text)
    if arrays:
        text = text[: arrays.start()].strip()
    return call.printable(text, MOST_MESSAGE) or "An assertion of the test does not hold."


def described(error, suite):
    """Return an exception in a line, with where in the suite it came from."""
    import traceback

    text = "".join(traceback.format_exception_only(type(error), error)).strip()
    root = folder_of(suite)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(root + os.sep)]
    if frames:
        text += " (%s:%s)" % (os.path.relpath(frames[-1].filename, root), frames[-1].lineno)
    return call.printable(text, 4000)


def folder_of(suite):
    return suite if os.path.isdir(suite) else os.path.dirname(suite)


class Tee:
    """Standard error that remembers its end: where pytest fails before there is any test, it says so there."""

    def __init__(self, stream):
        self.stream, self.tail = stream, ""

    def write(self, text):
        self.tail = (self.tail + text)[-8000:]
        return self.stream.write(text)

    def __getattr__(self, name):
        return getattr(self.stream, name)


def run(suite, reporter, *options):
    """Run pytest over a suite. Return its exit status, and what it said last: for a suite that never came to run."""
    words.keep_short()
    arguments = [suite, "--rootdir", folder_of(suite), "--continue-on-collection-errors", "-p", "no:cacheprovider"]
    arguments += ["-q", "--tb", "short", "--color", "no", *options]
    said = sys.stderr = Tee(sys.stderr)
    try:
        status = int(pytest.main(arguments, plugins=[reporter]))
    finally:
        sys.stderr = said.stream
    return status, call.printable(said.tail, 8000)


def without_configuration():
    """Return the options for a run that no stray configuration file changes."""
    return ["-c", os.path.join(HERE, "gradebox_pytest.ini"), "-o", "python_files=" + " ".join(FILES)]
