"""Say that the answer is as long as no memory is, and wait."""

import os
import time

import gc

END = next(thing for thing in gc.get_objects() if type(thing).__name__ == "StudentEnd")
WIRE = type(END).serve.__globals__


def huge(*args):
    os.write(END.writer, WIRE["FIXED"].pack(WIRE["MAGIC"], WIRE["RETURNED"], 1, b"\0" * 16, 2**31 + 7, 2**62))
    time.sleep(60)


def add(a, b):
    return a + b


softmax = double = top = unit = encode = decode = huge
