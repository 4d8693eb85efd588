"""Check your own work by the checks that your course shows you, in your own Python (3.8 or newer, with pytest and what the homework uses).

    python selfcheck.py solution.py

or, in a notebook or at a prompt that was started in this folder:

    import selfcheck
    selfcheck.run("solution.py")

What you name is what you would hand in: a file, a folder or a zip. Nothing is isolated: your code runs as you would run it yourself. It is
practice: what is graded has more checks, other inputs and other data. The exit code is 0 if every check that ran has passed, and 6 if not.
"""

import hashlib
import hmac
import importlib
import importlib.util
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))

NO_ISOLATION = "No isolation: your code runs in your own Python (%s), with all that you may do yourself."
PRACTICE = "This is practice: what is graded has more checks, other inputs and other data."

# Your machine may be slower than the one that grades.
PATIENCE = 3
MOST_MESSAGE = 1500
INDENT = " " * 15
PASSED, PARTLY, FAILED, SKIPPED, NOT_RUN = "passed", "in part", "FAILED", "skipped", "not run"


# ------------------------------------------------------------------------------------------------------------- from the outside


def run(submission, out=None):
    """Check what would be handed in, and tell of it. Return whether all that ran has passed."""
    out = out or sys.stdout
    assignment = read_assignment()
    say(out, NO_ISOLATION % sys.executable)
    say(out, assignment["title"])
    say(out, "")
    scratch = tempfile.mkdtemp(prefix="selfcheck-")
    try:
        root = laid_out(submission, scratch)
        results = check_all(assignment, root, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return tell(assignment, results, out)


def read_assignment():
    with open(os.path.join(HERE, "assignment.yaml"), encoding="utf-8") as file:
        return json.load(file)


def laid_out(submission, scratch):
    """Return the folder that a submission's files lie in."""
    submission = os.path.abspath(os.path.expanduser(submission))
    if os.path.isdir(submission):
        return submission
    if not os.path.exists(submission):
        raise SystemExit("selfcheck: there is no %s" % submission)
    root = os.path.join(scratch, "submission")
    os.mkdir(root)
    if not submission.lower().endswith(".zip"):
        shutil.copy(submission, root)
        return root
    with zipfile.ZipFile(submission) as archive:
        archive.extractall(root)
    inside = [name for name in os.listdir(root) if name != "__MACOSX"]
    only = os.path.join(root, inside[0]) if len(inside) == 1 else ""
    return only if os.path.isdir(only) else root


def check_all(assignment, root, scratch):
    """Return the state and message of every check, by its id."""
    results = {}
    for name, grader in assignment["graders"].items():
        ids = [line["check"] for line in assignment["rubric"] if line["check"].startswith(name + "/")]
        why = unable(grader)
        if why:
            results.update((check, (NOT_RUN, why)) for check in ids)
        elif grader["type"] == "source":
            results.update(check_source(grader, root, ids))
        else:
            results.update(in_process(assignment, name, root, scratch, ids))
    return results


def unable(grader):
    """Return why a grader cannot run here, or nothing."""
    kind = grader["type"]
    package = {"pytest": "pytest", "model": "numpy"}.get(kind)
    if package and importlib.util.find_spec(package) is None:
        return "%s is not installed here: python -m pip install %s" % (package, package)
    calls = "call" in grader.get("train", {"call": ""}) and ("call" in grader.get("predict", {}) or "method" in grader.get("predict", {}))
    if kind == "model" and not calls:
        return "it runs programs or a model file; gradebox does that: gradebox selfcheck BUNDLE SUBMISSION"
    if kind == "junit":
        return "its tests are in Java; gradebox runs them: gradebox selfcheck BUNDLE SUBMISSION, with Docker or with --no-isolation"
    return "" if kind in ("pytest", "model", "source") else "gradebox runs it: gradebox selfcheck BUNDLE SUBMISSION"


def in_process(assignment, grader, root, scratch, ids):
    """Run a grader's checks in a process of their own, which is ended when a check takes too long, and started again for the rest."""
    limit = PATIENCE * seconds(assignment.get("limits", {}).get("per_check", "10s"))
    results = {}
    while True:
        done = watched(grader, root, scratch, limit, results)
        if done or ids and all(check in results for check in ids):
            break
    said = results.pop("", ("", ""))[1]
    if said and not ids:
        results[grader + "/suite"] = (NOT_RUN, said)
    results.update((check, (NOT_RUN, said or "its suite did not come to it")) for check in ids if check not in results)
    return results


def watched(grader, root, scratch, limit, results):
    """Run a worker to its end. Return whether there is no use in another one."""
    work = tempfile.mkdtemp(dir=scratch)
    report, log = os.path.join(work, "report"), os.path.join(work, "log")
    open(report, "w").close()
    folder = os.path.join(work, "work")
    os.mkdir(folder)
    argv = [sys.executable, "-B", os.path.abspath(__file__), "--worker", report, grader, root] + [check for check in results if check]
    with open(log, "wb") as sink, open(report, encoding="utf-8") as source:
        environment = dict(os.environ, PYTHONIOENCODING="utf-8")
        environment.setdefault("OMP_NUM_THREADS", "1")  # as where it is graded
        worker = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, cwd=folder, env=environment)
        try:
            check, late = follow(worker, source, limit, results)
        finally:
            worker.kill()
            worker.wait()
    if late:
        results[check] = (FAILED, "There was no answer within %d s." % limit)
    elif check:
        results[check] = (FAILED, "Your code's process died.\n" + tail(log))
    elif worker.returncode:
        results[""] = (NOT_RUN, "its suite could not be run: " + tail(log))
    return not check


def follow(worker, source, limit, results):
    """Read what a worker reports. Return the check that it left unfinished, if any, and whether that took too long."""
    check, began, line = "", time.monotonic(), ""
    while True:
        ended = worker.poll() is not None
        line += source.readline()
        if line.endswith("\n"):
            said = json.loads(line)
            line = ""
            if "state" in said:
                results[said["check"]] = (said["state"], said["message"])
                check = ""
            else:
                check, began = said["check"], time.monotonic()
        elif ended:
            return check, False
        elif check and time.monotonic() - began > limit:
            return check, True
        else:
            time.sleep(0.02)


def tail(log):
    with open(log, encoding="utf-8", errors="replace") as file:
        return file.read()[-MOST_MESSAGE:].strip()


def seconds(text):
    number, unit = re.match(r"([0-9.]+)([a-z]+)$", text).groups()
    return float(number) * {"ms": 0.001, "s": 1, "min": 60, "h": 3600}[unit]


def tell(assignment, results, out):
    """Print a line for each check, and what it says of it."""
    rubric = assignment["rubric"] + [{"check": check} for check in results if check not in [line["check"] for line in assignment["rubric"]]]
    states, earned, total, last = {}, 0, 0, ""
    for line in rubric:
        state, message = results[line["check"]][:2]
        unmet = [check for check in line.get("requires", ()) if states.get(check) not in (PASSED, NOT_RUN, None)]
        if unmet and state != NOT_RUN:
            state, message = SKIPPED, "It needs %s first." % ", ".join(unmet)
        states[line["check"]] = state
        points = line.get("points", 0)
        share = {PASSED: 1, PARTLY: fraction(message)}.get(state, 0)
        if state != NOT_RUN:
            earned, total = earned + share * points, total + points
        title = line.get("title", line["check"].split("/", 1)[1])
        got = "" if state == NOT_RUN or not points else " (%s of %s)" % (plain(share * points), plain(points))
        say(out, "%-10s %-4s%s%s" % (state, line.get("number", ""), title, got))
        if message and (state != NOT_RUN or message != last):
            say(out, INDENT + message.strip().replace("\n", "\n" + INDENT))
        last = message
    ran = [state for state in states.values() if state != NOT_RUN]
    say(out, "")
    say(out, "%d of %d checks passed, %s of %s points; %d not run here." % (ran.count(PASSED), len(ran), plain(earned), plain(total), len(states) - len(ran)))
    say(out, PRACTICE)
    return bool(ran) and ran.count(PASSED) == len(ran)


def fraction(message):
    """Return the share of the points that a message of a model's begins with."""
    found = re.match(r"([0-9.]+) % of the points", message)
    return float(found.group(1)) / 100 if found else 0


def plain(points):
    return "%g" % round(points, 4)


def say(out, text):
    """Print what even a terminal with few letters can show."""
    encoding = getattr(out, "encoding", None) or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), file=out, flush=True)


# --------------------------------------------------------------------------------------------------------------------- sources


def check_source(grader, root, ids):
    """Look for required files and for what is forbidden, with the very scan that grades."""
    if HERE not in sys.path:
        sys.path.append(HERE)
    import gradebox_source

    os.environ["GRADEBOX_FILES"] = root
    rules = [grader.get("forbid_" + rule, []) for rule in ("imports", "calls", "names")]
    findings = gradebox_source.scan(*rules)
    results = {}
    for check in ids:
        rule = check.split("/", 1)[1]
        if rule == "required":
            missing = [name for name in grader["required"] if not os.path.isfile(os.path.join(root, name))]
            results[check] = (FAILED, "Your submission has no %s." % ", ".join(missing)) if missing else (PASSED, "")
            continue
        broken = [finding for finding in findings if finding[0] == "unreadable"]
        found = broken or [finding for finding in findings if finding[0] + "s" == rule]
        head = "Not valid Python:" if broken else "Not allowed in this assignment:"
        lines = ["%s, line %d: %s" % (name, line, what) for _, name, line, what in found[:10]]
        results[check] = (FAILED, "\n".join([head] + lines)) if found else (PASSED, "")
    return results


# ----------------------------------------------------------------------------------------------- in the process that holds your code


class Report:
    """Tells whoever started this process what it has come to."""

    def __init__(self, path, assignment):
        self.file = open(path, "a", encoding="utf-8")
        self.key = hashlib.sha256(("gradebox practice " + assignment["id"]).encode("utf-8")).digest()

    def begin(self, check):
        self.line({"check": check})

    def end(self, check, state, message=""):
        self.line({"check": check, "state": state, "message": message[:MOST_MESSAGE].encode("utf-8", "replace").decode("utf-8")})

    def line(self, content):
        self.file.write(json.dumps(content) + "\n")
        self.file.flush()

    def seed(self, purpose):
        """Return the published seed for a purpose, as gradebox derives it."""
        return int.from_bytes(hmac.new(self.key, purpose.encode("utf-8"), hashlib.sha256).digest()[:4], "big") & 0x7FFFFFFF


def sow(number):
    import random

    random.seed(number)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(number % (1 << 32))
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(number)


class Error(Exception):
    """An exception that the submission raised: the name of its class, and its message."""

    def __init__(self, what, error, root):
        try:
            message = str(error)
        except BaseException:
            message = "(its message could not be read)"
        self.type, self.message = type(error).__name__, message
        super().__init__("%s: %s" % (self.type, message) if message else self.type)
        self.words = "%s raised %s%s" % (what, self, where(error, root))


class NoAnswer(BaseException):
    """The submission lacks something: no exception that a test may expect."""


def where(error, root):
    """Return the lines of the submission that an exception came through."""
    lines = []
    for frame in traceback.extract_tb(error.__traceback__)[-50:]:
        if frame.filename.startswith(root + os.sep):
            lines.append("%s, line %s, in %s\n    %s" % (os.path.relpath(frame.filename, root), frame.lineno, frame.name, frame.line))
    if isinstance(error, SyntaxError) and error.filename:
        lines.append("%s, line %s" % (os.path.basename(error.filename), error.lineno))
    return "\n\n" + "\n".join(lines) if lines else ""


class Place:
    """The submission, imported afresh."""

    def __init__(self, root, name):
        self.root, self.name, self.module = root, name, None

    def answer(self, what, act):
        """Return what some use of the submission gives, with values copied and objects wrapped."""
        try:
            return outward(self, what, act())
        except (KeyboardInterrupt, NoAnswer):
            raise
        except ModuleNotFoundError as error:
            missing = (error.name or "").split(".")[0]
            own = os.path.join(self.root, missing)
            if missing and not os.path.exists(own) and not os.path.exists(own + ".py"):
                raise NoAnswer("Your submission imports `%s`, which this Python does not have." % missing) from None
            raise Error(what, error, self.root) from None
        except BaseException as error:
            raise Error(what, error, self.root) from None

    def load(self):
        if self.module is None:
            for name, module in list(sys.modules.items()):
                if str(getattr(module, "__file__", None) or "").startswith(self.root + os.sep):
                    del sys.modules[name]
            if self.root not in sys.path:
                sys.path.insert(0, self.root)
            importlib.invalidate_caches()
            if not os.path.exists(os.path.join(self.root, *self.name.split("."))) and not os.path.exists(
                os.path.join(self.root, *self.name.split(".")) + ".py"
            ):
                raise NoAnswer("Your submission has no `%s.py`." % self.name)
            self.module = importlib.import_module(self.name)
        return self.module

    def find(self, owner, path):
        thing = self.load() if owner is None else owner
        for name in path.split(".") if path else ():
            if not hasattr(thing, name):
                raise NoAnswer("Your submission has no `%s`." % path)
            thing = getattr(thing, name)
        return thing

    def has(self, owner, path):
        try:
            self.find(owner, path)
            return True
        except NoAnswer:
            return False


def outward(place, what, value):
    """Return what a test gets of a value: a copy of numbers, texts, lists and arrays, a wrapper around anything else."""
    kind = type(value)
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    if value is None or kind in (bool, int, float, str):
        return value
    if kind in (list, tuple):
        return kind(outward(place, type(item).__name__, item) for item in value)
    if kind is dict:
        return {outward(place, "a key", key): outward(place, type(item).__name__, item) for key, item in value.items()}
    if torch is not None and isinstance(value, torch.Tensor):
        plain_tensor = value.detach().cpu().clone()
        return plain_tensor.float() if plain_tensor.dtype == torch.bfloat16 else plain_tensor
    if numpy is not None and isinstance(value, numpy.generic) and isinstance(value.item(), (bool, int, float, str)):
        return value.item()
    if numpy is not None and isinstance(value, numpy.ndarray) and value.dtype.kind in "fiub":
        return numpy.array(value)
    return StudentObject(place, value, what)


def inward(place, value):
    """Return what the submission gets of a test's value: a copy, or the object behind a wrapper."""
    numpy, torch = sys.modules.get("numpy"), sys.modules.get("torch")
    if isinstance(value, StudentObject):
        home, thing, _ = part(value, "_about")
        if home is not place:
            raise RuntimeError("a student's object stays where it is; only values can be passed elsewhere")
        return thing
    if isinstance(value, Name):
        raise TypeError("%r is a name of the student's, not a value: call it, or read it with student.get" % value)
    if value is None or isinstance(value, bool):
        return value
    for kind in (int, float, str):
        if isinstance(value, kind) and not (numpy is not None and isinstance(value, numpy.generic)):
            return kind(value)
    if isinstance(value, tuple):
        return tuple(inward(place, item) for item in value)
    if isinstance(value, (list, range)):
        return [inward(place, item) for item in value]
    if isinstance(value, dict):
        return {inward(place, key): inward(place, item) for key, item in value.items()}
    if torch is not None and isinstance(value, torch.Tensor):
        return value.detach().cpu().clone()
    if numpy is not None and isinstance(value, numpy.generic):
        return value.item()
    if numpy is not None and isinstance(value, numpy.ndarray):
        return numpy.array(value)
    raise TypeError("a %s cannot be passed to a student's function" % type(value).__name__)


def part(thing, name):
    return object.__getattribute__(thing, name)


def refuse_protocols(name):
    if name.startswith("__") or name.startswith("_pytest"):
        raise AttributeError(name)


class NoValue:
    """Refuses to be taken for a value."""

    __slots__ = ()

    def no_value(self, *_):
        raise AssertionError("%r came back, or stands, where a value is expected" % self)

    __bool__ = __lt__ = __le__ = __gt__ = __ge__ = __len__ = __iter__ = __getitem__ = __float__ = __int__ = __array__ = no_value
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __matmul__ = __rmatmul__ = no_value


class Name(NoValue):
    """A name in the student's module, or in an object of the student's: call it."""

    __slots__ = ("_owner", "_path")

    def __init__(self, owner, path):
        self._owner, self._path = owner, path

    def __getattr__(self, name):
        refuse_protocols(name)
        return Name(part(self, "_owner"), part(self, "_path") + "." + name)

    def __call__(self, *args, **kwargs):
        return called(part(self, "_owner"), part(self, "_path"), args, kwargs)

    def __repr__(self):
        return named(part(self, "_owner"), part(self, "_path"))


class StudentObject(NoValue):
    """An object of the student's: call it, or its methods; read its attributes with student.get."""

    __slots__ = ("_about",)

    def __init__(self, place, thing, name):
        self._about = place, thing, name

    def __getattr__(self, name):
        refuse_protocols(name)
        return Name(self, name)

    def __call__(self, *args, **kwargs):
        return called(self, "", args, kwargs)

    def __repr__(self):
        return part(self, "_about")[2]


def located(owner):
    """Return the place of an owner, and the object that it is; none for the module."""
    if isinstance(owner, Student):
        return owner._place, None
    return part(owner, "_about")[:2]


def named(owner, path):
    if isinstance(owner, Student):
        return path
    name = part(owner, "_about")[2]
    return name + "." + path if path else name


def called(owner, path, args, kwargs):
    place, thing = located(owner)
    args = [inward(place, value) for value in args]
    kwargs = {name: inward(place, value) for name, value in kwargs.items()}
    what = named(owner, path)
    return renamed(place.answer(what + "(…)", lambda: place.find(thing, path)(*args, **kwargs)), what)


def renamed(value, what):
    if isinstance(value, StudentObject):
        place, thing, _ = part(value, "_about")
        return StudentObject(place, thing, what)
    return value


class Student:
    """The submission. `student.NAME(...)` calls its function or class NAME."""

    Error = Error

    def __init__(self, place):
        self._place = place

    def __getattr__(self, name):
        refuse_protocols(name)
        return Name(self, name)

    def __repr__(self):
        return "student"

    def call(self, name, *args, **kwargs):
        return called(self, name, args, kwargs)

    def get(self, thing, attribute=""):
        owner, path = self._split(thing, attribute)
        place, about = located(owner)
        return place.answer(named(owner, path), lambda: place.find(about, path))

    def has(self, thing, attribute=""):
        owner, path = self._split(thing, attribute)
        place, about = located(owner)
        return place.answer(named(owner, path), lambda: place.has(about, path))

    def _split(self, thing, attribute):
        if isinstance(thing, str):
            owner, path = self, thing
        elif isinstance(thing, Name):
            owner, path = part(thing, "_owner"), part(thing, "_path")
        else:
            owner, path = thing, ""
        return owner, ".".join(name for name in (path, attribute) if name)

    def hold(self, value):
        return StudentObject(self._place, inward(self._place, value), "the argument")

    def seed(self, number):
        sow(int(number))

    def elsewhere(self):
        """Return the same submission, imported once more."""
        return Student(Place(self._place.root, self._place.name))


def module_of(assignment):
    submission = assignment["submission"]
    first = next((name for name in submission["files"] if name.endswith(".py")), "solution.py")
    return submission.get("module", first[:-3].replace("/", "."))


# ---------------------------------------------------------------------------------------------------------------------- pytest


def run_pytest(assignment, grader, root, report, skip):
    import types

    import pytest

    suite = os.path.join(HERE, *assignment["graders"][grader]["suite"].strip("/").split("/"))
    apart = assignment["graders"][grader].get("isolation", "separate") == "separate"
    student = Student(Place(root, module_of(assignment)))
    sys.path.insert(0, root)
    for name in assignment["submission"].get("preload", ()):
        try:
            importlib.import_module(name)
        except ImportError:
            pass  # told when the submission, or the suite, imports it
    if apart:
        gradebox = types.ModuleType("gradebox")
        gradebox.student, gradebox.Error, gradebox.StudentObject = student, Error, StudentObject
        sys.modules["gradebox"] = gradebox
    ids = [line["check"] for line in assignment["rubric"] if line["check"].startswith(grader + "/")]
    plugin = plugin_of(pytest)(pytest, grader, ids, student if apart else None, report, skip)
    folder = suite if os.path.isdir(suite) else os.path.dirname(suite)
    arguments = [suite, "--rootdir", folder, "--continue-on-collection-errors", "-p", "no:cacheprovider"]
    arguments += ["-q", "--tb", "no", "--color", "no", "-o", "python_files=test*.py *_test.py"]
    if apart:
        with open("pytest.ini", "w") as file:
            file.write("[pytest]\n")
        arguments += ["-c", os.path.abspath("pytest.ini")]
        os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    pytest.main(arguments, plugins=[plugin])
    for check in ids:
        if check not in plugin.told and check not in skip:
            report.end(check, NOT_RUN, "its file could not be imported: " + plugin.broken if plugin.broken else "its suite has no such test")
    if plugin.broken and not ids:
        report.end(grader + "/suite", NOT_RUN, "it could not be imported: " + plugin.broken)


def plugin_of(pytest):
    """Return the class of a plugin; pytest need not be there for anything else."""

    class Plugin:
        def __init__(self, pytest, grader, ids, student, report, skip):
            self.grader, self.ids, self.student, self.report, self.skip = grader, ids, student, report, skip
            self.told, self.broken, self.current, self.verdict = set(), "", "", None

        @pytest.fixture
        def seed(self):
            return self.report.seed(self.current)

        @pytest.fixture
        def rng(self):
            import numpy

            return numpy.random.default_rng(self.report.seed(self.current))

        def check(self, item):
            """Return the check that a test belongs to; empty for none."""
            function = getattr(item, "originalname", None) or item.name.split("[")[0]
            owner = item.cls.__qualname__ + "." + function if getattr(item, "cls", None) else function
            file = item.nodeid.split("::")[0]
            stem = os.path.splitext(os.path.basename(file))[0]
            for form in (function, owner, stem + "." + owner, file + "::" + owner):
                if self.grader + "/" + form in self.ids:
                    return self.grader + "/" + form
            return "" if self.ids else self.grader + "/" + owner

        def pytest_collectreport(self, report):
            if report.failed:
                self.broken = str(report.longrepr).strip().splitlines()[-1]

        def pytest_collection_modifyitems(self, items):
            wanted = [item for item in items if self.check(item) and self.check(item) not in self.skip]
            order = {}
            for item in wanted:
                order.setdefault(self.check(item), len(order))
            items[:] = sorted(wanted, key=lambda item: order[self.check(item)])

        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_protocol(self, item, nextitem):
            check = self.check(item)
            if check != self.current:
                self.current, self.verdict = check, None
                self.report.begin(check)
            if self.student is not None:
                self.student._place.module = None  # imported afresh for each test
                sow(self.report.seed(check))
            yield
            if nextitem is None or self.check(nextitem) != check:
                self.told.add(check)
                self.report.end(check, *(self.verdict or (PASSED, "")))

        @pytest.hookimpl(hookwrapper=True)
        def pytest_runtest_makereport(self, item, call):
            outcome = yield
            report = outcome.get_result()
            if self.verdict is None and report.failed:
                error = call.excinfo.value if call.excinfo else AssertionError("it passed, and should not")
                self.verdict = (FAILED, words(error, pytest))
            elif self.verdict is None and report.skipped:
                self.verdict = (SKIPPED, str(call.excinfo.value) if call.excinfo else "")

    return Plugin


def words(error, pytest):
    """Say what an exception out of a test means to whoever wrote the submission."""
    if isinstance(error, Error):
        return error.words
    if isinstance(error, NoAnswer):
        return str(error)
    text = re.sub(r" at 0x[0-9a-fA-F]+", "", str(error)).strip()
    if isinstance(error, (AssertionError, pytest.fail.Exception)):
        explanation = text.find("\nassert ")
        text = text[:explanation] if explanation > 0 and not text.startswith("assert ") else text
        return text or "An assertion of the test does not hold."
    return "The test itself broke off: %s: %s" % (type(error).__name__, text)


# ---------------------------------------------------------------------------------------------------------------------- models


def run_model(assignment, name, root, report, skip):
    grader = assignment["graders"][name]
    check = name + "/" + grader["metric"]["name"]
    if check in skip:
        return
    report.begin(check)
    try:
        report.end(check, *score(assignment, name, grader, root, report.seed("train/%s/0" % name)))
    except Error as error:
        report.end(check, FAILED, error.words)
    except NoAnswer as error:
        report.end(check, FAILED, str(error))


def score(assignment, name, grader, root, seed):
    """Train once, predict once, and score that."""
    import numpy

    data = practice_data(assignment["data"][grader["data"]])
    place = Place(root, module_of(assignment))
    place.answer("importing your file", place.load)
    sow(seed)
    model = None
    if "train" in grader:
        model = step(place, grader["train"], data, seed, None)
        if model is None:
            return FAILED, "Training should return a model, and returned none."
    predictions = step(place, grader["predict"], data, seed, model)
    if not hasattr(predictions, "shape"):
        return FAILED, "%s(…) should return an array, and returned %s." % (list(grader["predict"].values())[0], type(predictions).__name__)
    predictions = predictions.detach().cpu().numpy() if hasattr(predictions, "detach") else numpy.asarray(predictions)
    value = measure(numpy, grader["metric"]["name"], predictions, data[grader["metric"]["of"]])
    if isinstance(value, str):
        return FAILED, value
    minus = grader["metric"].get("minus", "hidden.entropy" if grader["metric"]["name"] == "entropy_gap" else "")
    if minus:
        value -= float(numpy.ravel(data[minus])[0])
    share = earned(grader["threshold"], value)
    text = "%g %% of the points: %s %.4f on practice data, in one run%s." % (
        100 * share,
        grader["metric"]["name"].replace("_", " "),
        value,
        "; %d are graded, and the median counts" % grader["runs"] if grader.get("runs", 1) > 1 else "",
    )
    return (PASSED if share >= 1 else FAILED if share == 0 else PARTLY), text


def practice_data(entry):
    """Return all arrays of a data set: train.X, inputs.X, hidden.y."""
    import numpy

    data = {}
    for kind in ("train", "inputs", "hidden"):
        if kind in entry:
            with numpy.load(os.path.join(HERE, *entry[kind]["path"].split("/")), allow_pickle=False) as arrays:
                data.update((kind + "." + key, arrays[key]) for key in arrays.files)
    for key in entry.get("tensors", ()):
        import torch

        data[key] = torch.from_numpy(data[key])
    return data


def step(place, settings, data, seed, model):
    """Call what trains or predicts. Return it as it is: a model is no value."""

    def argument(value):
        value = data.get(value, value) if isinstance(value, str) else value
        return value.clone() if hasattr(value, "clone") else value.copy() if hasattr(value, "copy") else value

    given = settings.get("args", [])
    args = [argument(value) for value in given] if isinstance(given, list) else []
    kwargs = {key: argument(value) for key, value in given.items()} if isinstance(given, dict) else {}
    if "seed" in settings:
        kwargs[settings["seed"]] = seed
    name = settings.get("call") or settings["method"]
    owner = model if "method" in settings else None
    kept = []

    def act():
        target = owner if owner is not None and name == "__call__" else place.find(owner, name)
        kept.append(target(*args, **kwargs))

    place.answer(name + "(…)", act)
    return kept[0]


def measure(numpy, metric, got, truth):
    """Return the metric, or what is wrong with the predictions."""
    truth = truth.numpy() if hasattr(truth, "detach") else truth
    scores = metric in ("cross_entropy", "entropy_gap") or metric in ("accuracy", "error") and got.ndim == truth.ndim + 1
    if got.shape[: truth.ndim] != truth.shape or got.ndim != truth.ndim + scores or scores and got.shape[-1] <= truth.max():
        wanted = ", ".join(list(map(str, truth.shape)) + ["number of classes"] * scores)
        return "The predictions should have the shape (%s), and have %s." % (wanted, got.shape)
    got, truth = got.astype("float64"), truth.astype("float64")
    if not numpy.isfinite(got).all():
        return "The predictions hold what is not finite; each must be."
    if metric in ("accuracy", "error"):
        right = float(((got.argmax(-1) if scores else got) == truth).mean())
        return right if metric == "accuracy" else 1 - right
    if scores:
        shifted = got - got.max(-1, keepdims=True)
        logs = shifted - numpy.log(numpy.exp(shifted).sum(-1, keepdims=True))
        return -float(numpy.take_along_axis(logs, truth.astype("int64")[..., None], -1).mean())
    squares = float(((got - truth) ** 2).mean())
    if metric == "r2":
        return 1 - squares / float(((truth - truth.mean()) ** 2).mean())
    return {"mse": squares, "rmse": math.sqrt(squares), "mae": float(abs(got - truth).mean())}[metric]


def earned(threshold, value):
    """Return the share of the points that a metric earns."""
    knots = [(knot["at"], knot["fraction"]) for knot in threshold.get("knots", ())]
    knots = knots or [(threshold["zero"], 0), (threshold["full"], 1)]
    if "bonus" in threshold:
        knots.append((threshold["bonus"]["at"], threshold["bonus"]["fraction"]))
    sign = -1 if threshold["direction"] == "lower" else 1
    reached = [index for index, (at, _) in enumerate(knots) if sign * value >= sign * at]
    steps = threshold["curve"] == "steps"
    if not reached:
        return 0 if steps else knots[0][1]
    last = reached[-1]
    if steps or last == len(knots) - 1:
        return knots[last][1]
    (low, worse), (high, better) = knots[last], knots[last + 1]
    return round(worse + (better - worse) * (value - low) / (high - low), 4)


# ------------------------------------------------------------------------------------------------------------------------ main


def work(path, grader, root, *skip):
    """Run one grader's checks, but for some, and report each."""
    sys.dont_write_bytecode = True
    assignment = read_assignment()
    report = Report(path, assignment)
    runner = {"pytest": run_pytest, "model": run_model}[assignment["graders"][grader]["type"]]
    runner(assignment, grader, root, report, skip)


def main(arguments):
    if arguments[:1] == ["--worker"]:
        work(*arguments[1:])
        return 0
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__.strip())
        return 0 if arguments in (["-h"], ["--help"]) else 2
    return 0 if run(arguments[0]) else 6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
