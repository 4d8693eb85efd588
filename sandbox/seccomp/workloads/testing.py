"""Run pytest and unittest over a few tests, with fixtures, captured output, and a failing test."""
import pathlib
import subprocess
import sys

pathlib.Path("/work/test_it.py").write_text(
    """
import unittest, numpy, pytest, torch

class TestIt(unittest.TestCase):
    def test_sum(self):
        self.assertEqual(sum([1, 2]), 3)

@pytest.mark.parametrize("n", [1, 2])
def test_eye(n, tmp_path, capfd, monkeypatch):
    print("seen")
    monkeypatch.chdir(tmp_path)
    numpy.testing.assert_allclose(numpy.eye(n) @ numpy.eye(n), numpy.eye(n))
    torch.testing.assert_close(torch.eye(n), torch.eye(n))

def test_wrong():
    assert 1 == 2
"""
)
assert subprocess.run([sys.executable, "-m", "pytest", "-q", "--junitxml=/work/r.xml", "/work/test_it.py"]).returncode == 1
assert subprocess.run([sys.executable, "-m", "unittest", "test_it.TestIt"], cwd="/work").returncode == 0
try:
    import xdist
except ImportError:
    pass  # only in the image that the tracer adds
else:
    assert subprocess.run([sys.executable, "-m", "pytest", "-q", "-n", "2", "/work/test_it.py"]).returncode == 1
