"""What the tests share: the submission, imported into this process; seeds; a test that rests on others is skipped unless they passed."""

import hashlib
import hmac
import importlib
import os
import sys

import numpy as np
import pytest

import accuracy
import answers

SUBMISSION = os.environ.get("SUBMISSION", "/submission")
ROOT_SEED = bytes.fromhex("67726164" * 8)  # gradebox's published one, so that both train on the same data

passed = set()


def pytest_configure(config):
    config.addinivalue_line("markers", "requires(*names): tests that must have passed")


def pytest_runtest_setup(item):
    for mark in item.iter_markers("requires"):
        if not passed.issuperset(mark.args):
            pytest.skip("a test that it rests on did not pass")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call":
        report.tally = answers.tally
        answers.tally = answers.Tally()
        if report.passed:
            passed.add(item.name)
    return report


def pytest_report_teststatus(report):
    """Say in the verbose line how often the test called the submission, and what CPU time that took: the benchmark's workload."""
    if report.when == "call" and report.outcome in ("passed", "failed"):
        word = "%s calls=%d cpu=%.4f" % (report.outcome.upper(), report.tally.calls, report.tally.seconds)
        return report.outcome, ".F"[report.failed], word
    return None


def pytest_terminal_summary(terminalreporter):
    terminalreporter.write_line("data generation cpu=%.4f" % sum(accuracy.generation))


@pytest.fixture(scope="session")
def submission():
    return SUBMISSION


@pytest.fixture(scope="session")
def student(submission):
    sys.path.insert(0, submission)
    return importlib.import_module("solution")


@pytest.fixture(scope="session")
def seed():
    """Return the function that derives the seed for a purpose from the secret one."""

    def derived(purpose, bits=31):
        digest = hmac.digest(ROOT_SEED, purpose.encode(), hashlib.sha256)
        return int.from_bytes(digest[: (bits + 1) // 8]) & ((1 << bits) - 1)

    return derived


@pytest.fixture
def own_seed(request, seed):
    return seed(request.node.name)


@pytest.fixture
def rng(own_seed):
    return np.random.default_rng(own_seed)
