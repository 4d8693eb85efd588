"""A plain suite for pytest, which imports the submission."""

import os

import helper
import pytest
import solution


def test_add():
    assert solution.add(1, 2) == 3


@pytest.mark.parametrize("a", [1, 2, 3])
def test_add_each(a):
    assert solution.add(a, a) == 2 * a


def test_uses_its_helper():
    assert helper.TWO == 2


def test_reads_and_writes_files():
    with open("solution.py") as file:
        assert "def add" in file.read()
    with open("notes.txt", "w") as file:
        file.write("written beside the submission")
    assert os.path.exists("plain/helper.py")


def test_halve():
    assert solution.halve(4) == 2


def test_slow():
    solution.slow()


def test_crash():
    solution.crash()


def test_interrupt():
    solution.interrupt()


def test_greedy():
    solution.greedy()


def test_last():
    assert solution.add(2, 2) == 4
