"""A suite for Gradescope, as courses have them."""

import unittest

from gradescope_utils.autograder_utils.decorators import (
    hide_errors,
    leaderboard,
    number,
    partial_credit,
    tags,
    visibility,
    weight,
)
from gradescope_utils.autograder_utils.files import check_submitted_files
from solution import add, rate, words

POINTS = 2


@partial_credit(2)
def test_function(set_score):
    set_score(1)


class TestFiles(unittest.TestCase):
    @weight(0)
    @number("0")
    def test_submitted_files(self):
        """Check submitted files"""
        missing = check_submitted_files(["solution.py", "report.txt"])
        for path in missing:
            print("Missing {0}".format(path))
        self.assertEqual(len(missing), 0, "Missing some required files!")


class TestAdd(unittest.TestCase):
    def setUp(self):
        self.numbers = [(1, 2), (3, 4), (5, 6)]

    @weight(3)
    @number("1.1")
    @tags("arithmetic", "easy")
    def test_add(self):
        """Adds two numbers

        This line is for staff.
        """
        self.assertEqual(add(1, 2), 3)

    @weight(POINTS)
    @number("1.2")
    @visibility("after_published")
    def test_add_each(self):
        for a, b in self.numbers:
            with self.subTest(a=a, b=b):
                self.assertEqual(add(a, b), a + b)

    @weight(1)
    @hide_errors("Think of negative numbers.")
    def test_add_negative(self):
        self.assertEqual(add(-1, -2), -3, "the secret is -3")


class TestRate(unittest.TestCase):
    @partial_credit(10)
    @number("2")
    def test_parts(self, set_score=None):
        """Counts words"""
        right = sum(words(text) == n for text, n in [("", 0), ("a", 1), ("a b", 2), ("a  b", 2)])
        print("%d of 4 right" % right)
        set_score(2.5 * right)

    @partial_credit(4)
    def test_parts_then_fails(self, set_score=None):
        set_score(1)
        self.fail("the rest is wrong")

    @weight(POINTS - 1)
    @leaderboard("speed")
    def test_rate(self, set_leaderboard_value=None):
        set_leaderboard_value(rate())

    @leaderboard("size", "asc")
    def test_size(self, set_leaderboard_value=None):
        set_leaderboard_value(12)

    @weight(1)
    @unittest.skip("not this year")
    def test_skipped(self):
        self.fail()
