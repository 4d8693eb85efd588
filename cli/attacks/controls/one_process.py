"""Run pytest on tests that import the submission, and write down in three ways what came of it."""

import json
import sys

import pytest


class Tally:
    """Count what passes."""

    def __init__(self):
        self.passed = self.all = 0

    def pytest_runtest_logreport(self, report):
        if report.when == "call":
            self.all += 1
            self.passed += report.passed


def main():
    sys.path.insert(0, ".")
    tally = Tally()
    code = pytest.main(["-q", "-p", "no:cacheprovider", "--junitxml=junit.xml", "."], plugins=[tally])
    with open("results.json", "w") as file:
        json.dump({"score": tally.passed, "max": max(tally.all, 1)}, file)
    print("\nRESULT: %d/%d" % (tally.passed, max(tally.all, 1)))
    sys.exit(code)


if __name__ == "__main__":
    main()
