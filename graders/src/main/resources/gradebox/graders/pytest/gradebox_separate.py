"""Run a suite that lies in a sandbox of its own, and calls the student's code through gradebox."""

import os

import gradebox
import gradebox_call as call
import pytest
from gradebox_report import Reporter, described, run, text_of, without_configuration


class Separate(Reporter):
    def __init__(self, line, suite):
        super().__init__(line)
        self.suite = suite

    @pytest.fixture
    def seed(self):
        """The check's own secret seed, an int: the same for every student."""
        return self.seed_number

    @pytest.fixture
    def rng(self):
        """A NumPy generator that starts from the check's own secret seed."""
        import numpy

        return numpy.random.default_rng(self.seed_number)

    def begin(self, item):
        call.seed(self.seed_number)
        gradebox.wire.begin()

    def end(self, item, verdict):
        gradebox.wire.end()
        return verdict

    def judge(self, error):
        if isinstance(error, gradebox.NoAnswer):
            return {"kind": "lost"}
        if isinstance(error, gradebox.Error):
            return {"kind": "raised", "answer": error.answer}
        if isinstance(error, (AssertionError, pytest.fail.Exception)):
            return {"kind": "wrong", "message": text_of(error)}
        return {"kind": "broke", "message": described(error, self.suite)}


def main(suite, line):
    gradebox.wire.line = line
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    status, said = run(suite, Separate(line, suite), *without_configuration())
    line.tell(call.FINISHED, {"status": status, "said": said})
