"""Run unittest suites and write results for Gradescope. gradebox runs tests itself; this is for a suite's own main program."""

import json
import sys
import unittest


class JSONTestResult(unittest.TextTestResult):
    """Collects an entry for each test."""

    def __init__(self, stream, descriptions, verbosity, **options):
        super().__init__(stream, descriptions, verbosity, **options)
        self.entries, self.board = [], []
        self.broken = None

    def startTest(self, test):
        super().startTest(test)
        self.broken = None

    def addError(self, test, err):
        super().addError(test, err)
        self.broken = self.broken or err[1]

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.broken = self.broken or err[1]

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.broken = self.broken or err[1]

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.broken = self.broken or unittest.SkipTest(reason)

    def stopTest(self, test):
        self.entries.append(self.entry(test))
        super().stopTest(test)

    def entry(self, test):
        function = getattr(type(test), getattr(test, "_testMethodName", ""), None)

        def mark(name):
            return getattr(function, "__%s__" % name, None)

        entry = {"name": test.shortDescription() or str(test), "status": "failed" if self.broken else "passed", "output": ""}
        if self.broken:
            entry["output"] = mark("hide_errors") or "Test Failed: %s\n" % self.broken
        if mark("weight") is not None or mark("score") is not None:
            entry["max_score"] = mark("weight") or 0.0
            entry["score"] = mark("score") if mark("score") is not None else 0.0 if self.broken else entry["max_score"]
        for key in ("number", "visibility", "tags"):
            if mark(key) is not None:
                entry[key] = mark(key)
        if mark("leaderboard_value") is not None:
            column = {"name": mark("leaderboard_column"), "order": mark("leaderboard_sort_order"), "value": mark("leaderboard_value")}
            self.board.append(column)
        return entry


class JSONTestRunner(unittest.TextTestRunner):
    """Writes what Gradescope reads."""

    resultclass = JSONTestResult

    def __init__(self, stream=sys.stdout, visibility=None, stdout_visibility=None, post_processor=None, **options):
        options.pop("failure_prefix", None)
        super().__init__(stream=sys.stderr, **{key: value for key, value in options.items() if key in ("descriptions", "verbosity", "buffer", "failfast")})
        self.results_stream = stream
        self.shown = {"visibility": visibility, "stdout_visibility": stdout_visibility}
        self.post_processor = post_processor

    def run(self, test):
        result = super().run(test)
        written = {key: value for key, value in self.shown.items() if value}
        written.update(tests=result.entries, leaderboard=result.board, score=sum(entry.get("score", 0) for entry in result.entries))
        if self.post_processor is not None:
            self.post_processor(written)
        json.dump(written, self.results_stream, indent=4)
        self.results_stream.write("\n")
        return result
