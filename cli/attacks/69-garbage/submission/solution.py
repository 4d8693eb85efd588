"""Write noise into the pipe."""

import os

import gc

END = next(thing for thing in gc.get_objects() if type(thing).__name__ == "StudentEnd")
WIRE = type(END).serve.__globals__


def noise(*args):
    os.write(END.writer, os.urandom(4096))


def add(a, b):
    return a + b


softmax = double = top = unit = encode = decode = noise
