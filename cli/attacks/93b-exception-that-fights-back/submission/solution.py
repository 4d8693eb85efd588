"""Whoever asks an exception for its words runs student code."""
import os
import time


class Raises(Exception):
    def __str__(self):
        raise SystemExit(0)


class Hangs(Exception):
    def __str__(self):
        time.sleep(60)


class Exits(BaseException):
    def __str__(self):
        os._exit(0)


class NoText(Exception):
    def __str__(self):
        return 5


class Name(type):
    @property
    def __name__(cls):
        return FILL


FILL = "A" * 10_000_000


def add(a, b):
    raise Raises


def softmax(x):
    raise Exits


def double(x):
    raise NoText


def top(x):
    raise ExceptionGroup(FILL, [ExceptionGroup(FILL, [ValueError(FILL)])])


def unit(x):
    error = ValueError("\udcff\ud800" * 100_000)
    error.__cause__ = error
    raise error


def encode(bits):
    raise Hangs
