"""Run a suite that imports the submission: both in one process, as suites for pytest, unittest and gradescope-utils expect.

What comes out of here can be forged by the submission. What it cannot do is to let a test count as passed by ending the process, or by
keeping a test from running: the list of tests is read from the suite's source before any student byte is imported.
"""

import ast
import fnmatch
import importlib.util
import os
import shutil
import sys
import traceback
import unittest

import gradebox_call as call
import pytest
from _pytest.unittest import TestCaseFunction
from gradebox_report import FILES, HERE, MOST_MESSAGE, Reporter, folder_of, run, text_of, without_configuration

MOST_OUTPUT = 4000


class Inside(Reporter):
    """Judges tests whose exceptions may come from the submission, and takes up what gradescope-utils' decorators say."""

    def __init__(self, line, work):
        super().__init__(line)
        self.student = call.StudentEnd(work, "", -1, -1)
        self.work = work
        self.parts, self.output = [], ""

    @pytest.fixture
    def set_score(self):
        """Let a plain function be decorated with partial_credit, whose wrapper brings the real argument."""

    @pytest.fixture
    def set_leaderboard_value(self):
        """The same for leaderboard."""

    def about(self, item):
        function = function_of(item)
        documentation = (getattr(function, "__doc__", None) or "").strip()
        return plain(
            {
                "title": documentation.splitlines()[0].strip() if documentation else "",
                "weight": getattr(function, "__weight__", None),
                "number": getattr(function, "__number__", None),
                "visibility": getattr(function, "__visibility__", None),
                "tags": getattr(function, "__tags__", None),
                "column": getattr(function, "__leaderboard_column__", None),
                "order": getattr(function, "__leaderboard_sort_order__", None),
            }
        )

    def begin(self, item):
        self.parts, self.output = [], ""
        function = function_of(item)
        for name in ("__score__", "__leaderboard_value__"):
            if hasattr(function, name):
                delattr(function, name)

    def pytest_runtest_logreport(self, report):
        super().pytest_runtest_logreport(report)
        if report.when == "call":
            self.output = report.capstdout

    def end(self, item, verdict):
        if self.parts:
            verdict = self.with_parts(verdict)
        function = function_of(item)
        verdict = dict(verdict)
        if getattr(function, "__score__", None) is not None:
            verdict["score"] = number(function.__score__)
        if getattr(function, "__leaderboard_value__", None) is not None:
            verdict["value"] = number(function.__leaderboard_value__)
        if getattr(function, "__hide_errors__", None) is not None:
            verdict["hidden"] = call.printable(str(function.__hide_errors__), MOST_MESSAGE)
        if isinstance(getattr(item, "cls", None), type) and issubclass(item.cls, unittest.TestCase):
            verdict["output"] = call.printable(self.output, MOST_OUTPUT)
        return verdict

    def with_parts(self, verdict):
        """Fail a test one of whose subtests failed, and list those that did."""
        lines = []
        for part, error in self.parts:
            words = text_of(error) if isinstance(error, AssertionError) else "%s: %s" % (type(error).__name__, error)
            lines.append("[%s] %s" % (described(part), words))
        if self.has_failed():
            lines.append(verdict.get("message") or "")
        return {"kind": "wrong", "message": call.printable("\n".join(lines), MOST_MESSAGE)}

    def judge(self, error):
        told = self.student.describe(error)
        if isinstance(error, (AssertionError, pytest.fail.Exception)) and not self.comes_from_submission(error):
            return {"kind": "wrong", "message": text_of(error)}
        missing = self.missing_name(error)
        if missing:
            return {"kind": "missing", "message": call.printable(missing, 200)}
        return dict(told, kind="raised")

    def comes_from_submission(self, error):
        frames = traceback.extract_tb(error.__traceback__)
        return bool(frames) and frames[-1].filename.startswith(self.work + os.sep)

    def missing_name(self, error):
        """Return the name that a test looks for in a module of the submission's, and that is not there."""
        if isinstance(error, ImportError) and (error.path or "").startswith(self.work + os.sep):
            return getattr(error, "name_from", None)
        if isinstance(error, AttributeError):
            home = getattr(error.obj, "__file__", None) if isinstance(error.obj, type(sys)) else None
            if (home or "").startswith(self.work + os.sep) and not self.comes_from_submission(error):
                return error.name
        return None


def function_of(item):
    """Return a test's function as the suite's decorators left it."""
    owner = getattr(item, "cls", None)
    if owner is not None:
        return getattr(owner, getattr(item, "originalname", None) or item.name, None)
    return getattr(item, "function", None)


def described(part):
    words = [str(part._message)] if isinstance(getattr(part, "_message", None), str) else []
    return call.printable(", ".join(words + ["%s=%r" % pair for pair in part.params.items()]), 200)


def plain(about):
    """Return what decorators say as text, what they do not say left out."""
    texts = {}
    for key, value in about.items():
        if value is None:
            continue
        if key == "tags":
            texts[key] = [call.printable(str(tag), 200) for tag in ([value] if isinstance(value, str) else value)][:50]
        elif key == "weight":
            texts[key] = number(value)
        else:
            texts[key] = call.printable(str(value), 500)
    return texts


def number(value):
    """Return a number's digits, whatever kind of number it is; other things as text."""
    try:
        value = value.item()
    except (AttributeError, ValueError, RuntimeError):
        pass
    return call.printable(str(value), 100)


# ---------------------------------------------------------------------------------------------- the suite's tests, as written


def listing(suite):
    """Return the tests that a suite's source defines beyond doubt, with what decorators say of them in so many words."""
    root = folder_of(suite)
    tests = []
    for path in [suite] if os.path.isfile(suite) else sorted(files(suite)):
        try:
            with open(path, encoding="utf-8") as file:
                tree = ast.parse(file.read())
        except (SyntaxError, ValueError, OSError):
            continue
        known = constants(tree)
        for owner, function in functions(tree):
            about, sure = decorations(function, known)
            about = dict(plain(about), title=title(function), sure=sure)
            tests.append(dict(about, file=os.path.relpath(path, root), name=function.name, **{"class": owner}))
    return tests


def files(folder):
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "__pycache__"]
        for name in names:
            if any(fnmatch.fnmatch(name, pattern) for pattern in FILES):
                yield os.path.join(root, name)


def functions(tree):
    for node in tree.body:
        if is_test(node):
            yield "", node
        elif isinstance(node, ast.ClassDef) and is_test_class(node):
            found = {method.name: method for method in node.body if is_test(method)}
            for method in found.values():
                yield node.name, method


def is_test(node):
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test")


def is_test_class(node):
    for item in node.body:
        if isinstance(item, ast.Assign) and any(isinstance(to, ast.Name) and to.id == "__test__" for to in item.targets):
            return False
    if any(ast.unparse(base).split(".")[-1].endswith("TestCase") for base in node.bases):
        return True
    return node.name.startswith("Test") and not any(getattr(item, "name", "") == "__init__" for item in node.body)


def title(function):
    documentation = (ast.get_docstring(function) or "").strip()
    return documentation.splitlines()[0].strip() if documentation else ""


def constants(tree):
    """Return what a file assigns to its own names in so many words."""
    known = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            try:
                known[node.targets[0].id] = ast.literal_eval(node.value)
            except ValueError:
                continue
    return known


def decorations(function, known):
    """Return what a test's decorators say of it, and whether that is all that they say."""
    about, sure = {}, True
    for decorator in function.decorator_list:
        if not isinstance(decorator, ast.Call):
            continue
        name = ast.unparse(decorator.func).split(".")[-1]
        if name not in ("weight", "partial_credit", "number", "visibility", "tags", "leaderboard"):
            continue
        try:
            values = [literal(argument, known) for argument in decorator.args]
            values += [literal(keyword.value, known) for keyword in decorator.keywords]
        except ValueError:
            sure = False
            continue
        if name == "tags":
            about["tags"] = values
        elif name == "leaderboard" and values:
            about["column"], about["order"] = values[0], values[1] if len(values) > 1 else "desc"
        elif values:
            about["weight" if name == "partial_credit" else name] = values[0]
    return about, sure


def literal(node, known):
    return known[node.id] if isinstance(node, ast.Name) and node.id in known else ast.literal_eval(node)


def configuration(suite):
    """Return the suite's own configuration of pytest's, if it has one."""
    marks = {"pytest.ini": "", ".pytest.ini": "", "pyproject.toml": "[tool.pytest", "tox.ini": "[pytest]", "setup.cfg": "[tool:pytest]"}
    for name, mark in marks.items():
        path = os.path.join(folder_of(suite), name)
        if os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                if mark in file.read():
                    return path
    return None


# ------------------------------------------------------------------------------------------------------------------- the run


def settle(suite, submission, work):
    """Put the submission where it can be written, and the suite within reach of paths that start from there."""
    shutil.copytree(submission, work, dirs_exist_ok=True, copy_function=shutil.copyfile)
    folder = folder_of(suite)
    beside = os.path.join(work, os.path.basename(folder))
    if os.path.isdir(suite) and not os.path.lexists(beside):
        os.symlink(folder, beside)
    os.chdir(work)
    sys.path[:0] = [folder, work, os.path.dirname(folder)]
    if importlib.util.find_spec("gradescope_utils") is None:
        sys.path.append(os.path.join(HERE, "stand_in"))


def count_parts(reporter):
    """Hear of every subtest that fails, not of the first alone."""

    def add_part(self, test_case, part, error):
        if error is not None:
            reporter.parts.append((part, error[1]))

    TestCaseFunction.addSubTest = add_part
    TestCaseFunction.failfast = False


def inside(suite, work, own, line):
    reporter = Inside(line, work)
    count_parts(reporter)
    options = ["-c", own] if own else without_configuration()
    status, said = run(suite, reporter, *options)
    line.tell(call.FINISHED, {"status": status, "said": said, "submission": work + os.sep in said})


def main(suite, submission, work, line):
    own = configuration(suite)
    for test in [] if own else listing(suite):
        line.tell(call.TEST, dict(test, id="", parameter=""))
    child = os.fork()
    if child == 0:
        try:
            call.first_to_die()
            settle(suite, submission, work)
            inside(suite, work, own, line)
        except BaseException:
            traceback.print_exc()
            os._exit(70)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    line.tell(call.DIED, {"status": os.waitstatus_to_exitcode(status)})
