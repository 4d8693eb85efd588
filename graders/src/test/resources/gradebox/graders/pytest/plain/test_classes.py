"""A plain suite for unittest."""

import unittest

import solution


class BrokenClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise OSError("no fixture")

    def test_one(self):
        pass

    def test_two(self):
        pass


class Base:
    def test_inherited(self):
        self.assertEqual(solution.add(0, self.n), self.n)


class InheritsTestCase(Base, unittest.TestCase):
    n = 4


class SubTestCase(unittest.TestCase):
    def test_parts(self):
        for n in range(6):
            with self.subTest("adds", n=n):
                self.assertEqual(solution.odd(n), n)

    def test_skips_one(self):
        self.skipTest("not here")

    def test_add(self):
        self.assertEqual(solution.add(2, 3), 5)
